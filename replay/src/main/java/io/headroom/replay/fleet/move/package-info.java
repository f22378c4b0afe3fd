/// Moving work so that nodes may go. Start at [Mover].
@NullMarked
package io.headroom.replay.fleet.move;

import org.jspecify.annotations.NullMarked;
