package io.headroom.engine.budget.lease;

import java.time.Duration;

/// How long leases are, and what they allow for.
///
/// @param length of a lease under budgets of a day or longer
/// @param shortest no lease is shorter, however short the period: a restarted service must be back before leases end
/// @param margin for the delay of a notice to an agent and the skew of its clock
/// @param retryAfter when a denied purchase that could fit later is worth another try
/// @param overrun for how long beyond its lease a machine that is not ended is paid for: the reserve
/// @param grace how long after its end a node may still be confirmed gone before it is called overdue
public record LeasePolicy(
        Duration length,
        Duration shortest,
        Duration margin,
        Duration retryAfter,
        Duration grace,
        Duration overrun) {

    public static final LeasePolicy DEFAULT =
            new LeasePolicy(
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(5));
}
