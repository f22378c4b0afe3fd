/// How well policies pack a cluster: the openb protocol, the rivals, and what hindsight would reach. Start at [PackingReplay].
@NullMarked
package io.headroom.replay.placement;

import org.jspecify.annotations.NullMarked;
