package io.headroom.engine.forecast.demand;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/// What demand would be if nothing had waited. A backlog is not demand that grows: what waits for three times as long as it runs would
/// have come and gone three times over, and a forecast that takes it for demand buys a multiple of what can ever be used.
public final class UnqueuedDemand {

    private UnqueuedDemand() {}

    /// How likely a replica that has waited so long would still be running now if it had not: its share of the demand.
    ///
    /// Running times are taken as exponential, which needs only their mean and is right about "many short, few long".
    ///
    /// @param waited until its start, or until now
    /// @param expected how long its like runs; absent if nobody knows, and then it counts whole
    public static double share(Duration waited, @Nullable Duration expected) {
        if (expected == null || expected.isZero() || waited.isNegative()) {
            return 1;
        }
        return Math.exp(-(double) waited.toMillis() / Math.max(1, expected.toMillis()));
    }
}
