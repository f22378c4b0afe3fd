package io.headroom.contracts.pool;

import java.util.List;

import io.headroom.contracts.check.Checks;

/// How many stopped or suspended nodes a pool may keep, to be started quickly.
public record WarmSpec(int max, List<WarmState> states) {

    /// How a node is kept warm.
    public enum WarmState {
        STOPPED,
        SUSPENDED
    }

    public WarmSpec {
        states = states == null ? List.of() : List.copyOf(states);
        new Checks().range(max, 0, 100_000, "warm.max").done();
    }

    public static WarmSpec none() {
        return new WarmSpec(0, List.of());
    }
}
