package io.headroom.contracts.pool;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;

/// How many stopped or suspended nodes a pool may keep, to be started quickly.
///
/// @param max so many at most; absent where `states` says that nodes are stopped: as many as the pool may run; else none
public record WarmSpec(@Nullable Integer max, @Nullable List<WarmState> states) {

    /// How a node is kept warm.
    public enum WarmState {
        STOPPED,
        SUSPENDED
    }

    public WarmSpec {
        states = states == null ? List.of() : List.copyOf(states);
        max = max == null && !states.contains(WarmState.STOPPED) ? Integer.valueOf(0) : max;
        new Checks().range(max == null ? 0 : max, 0, 100_000, "warm.max").done();
    }

    @Override
    public Integer max() {
        return max == null ? 0 : max;
    }

    @Override
    public List<WarmState> states() {
        return states == null ? List.of() : states;
    }

    /// Whether nodes are kept stopped. That is what is meant where only their number is said.
    public boolean stops() {
        return max() > 0 && (states().isEmpty() || states().contains(WarmState.STOPPED));
    }

    /// Of a pool that may run so many nodes.
    WarmSpec inPoolOf(int nodes) {
        return max == null ? new WarmSpec(nodes, states) : this;
    }

    public static WarmSpec none() {
        return new WarmSpec(0, List.of());
    }
}
