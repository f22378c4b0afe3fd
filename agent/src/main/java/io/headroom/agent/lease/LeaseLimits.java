package io.headroom.agent.lease;

import java.time.Duration;

/// How the watchdog deals with a lease's end; in virtual time.
///
/// @param drainMargin replicas are stopped so long before the end. One minute: time for a checkpoint; half of it cuts
///     checkpoints off, twice of it idles a node that is renewed late
/// @param withoutLease how long a machine may run that has not heard of any lease in this boot. Ten minutes, as long as
///     the default lease that paid for its launch: longer would not be paid for
public record LeaseLimits(Duration drainMargin, Duration withoutLease) {

    public static final LeaseLimits DEFAULTS =
            new LeaseLimits(Duration.ofMinutes(1), Duration.ofMinutes(10));

    /// A short lease is renewed at its half, so that draining must start well after that.
    private static final int AT_MOST_A_QUARTER = 4;

    public LeaseLimits {
        if (drainMargin.isNegative() || withoutLease.isNegative() || withoutLease.isZero()) {
            throw new IllegalArgumentException("lease limits must not be negative");
        }
    }

    Duration drainMargin(Duration length) {
        Duration most = length.dividedBy(AT_MOST_A_QUARTER);
        return drainMargin.compareTo(most) < 0 ? drainMargin : most;
    }
}
