/// Room being made by making others leave, as the engine decided it. Start at [PreemptionTable].
@NullMarked
package io.headroom.placement.preemption;

import org.jspecify.annotations.NullMarked;
