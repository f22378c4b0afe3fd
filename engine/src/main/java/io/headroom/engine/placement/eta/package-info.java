/// When those that wait will start, as far as one can think now. Start at [StartTimes].
@NullMarked
package io.headroom.engine.placement.eta;

import org.jspecify.annotations.NullMarked;
