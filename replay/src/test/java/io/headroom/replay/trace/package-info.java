/// Reading traces, by example.
@NullMarked
package io.headroom.replay.trace;

import org.jspecify.annotations.NullMarked;
