/// How much what runs on the machine waits for its neighbours. Start at [PressureGauge].
@NullMarked
package io.headroom.agent.pressure;

import org.jspecify.annotations.NullMarked;
