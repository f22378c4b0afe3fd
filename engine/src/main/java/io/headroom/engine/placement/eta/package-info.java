/// When those that wait will start, as far as one can think now: start at [StartTimes]. What such estimates were worth once it is known:
/// [StartScores].
@NullMarked
package io.headroom.engine.placement.eta;

import org.jspecify.annotations.NullMarked;
