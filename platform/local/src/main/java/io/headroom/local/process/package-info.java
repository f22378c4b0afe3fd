/// Starts, recognises, measures and ends processes of the operating system.
@NullMarked
package io.headroom.local.process;

import org.jspecify.annotations.NullMarked;
