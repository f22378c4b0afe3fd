/// Tests of what runs Headroom on one machine.
@NullMarked
package io.headroom.local;

import org.jspecify.annotations.NullMarked;
