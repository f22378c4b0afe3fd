package io.headroom.agent.pressure;

import java.util.Optional;

import io.headroom.contracts.agent.Pressure;

/// Measures how much what runs on the machine waits for its neighbours.
@FunctionalInterface
public interface PressureGauge {

    /// A machine of which nobody says.
    PressureGauge NONE = Optional::empty;

    /// Nothing where the machine does not count it.
    Optional<Pressure> now();
}
