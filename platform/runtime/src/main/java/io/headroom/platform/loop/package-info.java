/// Loops that plan on the newest facts, one turn at a time, on the leader. Start at [Loops].
@NullMarked
package io.headroom.platform.loop;

import org.jspecify.annotations.NullMarked;
