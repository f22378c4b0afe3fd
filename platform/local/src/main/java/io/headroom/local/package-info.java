/// Runs Headroom on one machine: where it keeps things, which processes there are, and its virtual clock.
@NullMarked
package io.headroom.local;

import org.jspecify.annotations.NullMarked;
