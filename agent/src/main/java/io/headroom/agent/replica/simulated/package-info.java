/// Replicas that only take their time. Start at [SimulatedRuntime].
@NullMarked
package io.headroom.agent.replica.simulated;

import org.jspecify.annotations.NullMarked;
