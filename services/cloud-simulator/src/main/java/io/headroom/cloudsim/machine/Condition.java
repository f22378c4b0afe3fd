package io.headroom.cloudsim.machine;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// The state that a machine is in, why, and what comes next by itself.
public record Condition(MachineState state, Instant since, @Nullable Step next, String reason) {

    /// A change of state that is due at a known time.
    public record Step(MachineState to, Instant at) {}

    public boolean due(Instant now) {
        return next != null && !next.at().isAfter(now);
    }
}
