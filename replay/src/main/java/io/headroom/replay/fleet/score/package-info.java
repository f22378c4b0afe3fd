/// What came of a replay: the counting of it, and the figures that are reported. Start at [PolicyScore].
@NullMarked
package io.headroom.replay.fleet.score;

import org.jspecify.annotations.NullMarked;
