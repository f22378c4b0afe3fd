package io.headroom.replay.fleet.node;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeId;
import io.headroom.replay.fleet.score.PolicyScore;

/// What leases hold beyond what has run up by now: the price of certainty. It shrinks by itself until a lease is renewed.
final class Held {

    private record Lease(Money perHour, Instant until) {}

    private final Map<NodeId, Lease> leases = new LinkedHashMap<>();
    private @Nullable Instant origin;
    private Money neverUsed = Money.ZERO;

    /// Of all leases: dollars an hour, and that times the hours until each ends.
    private double perHour;

    private double upToEnds;
    private double atMost;

    void pay(NodeId node, Money worstPerHour, Instant until, Instant now) {
        origin = origin == null ? now : origin;
        forget(node);
        Lease lease = new Lease(worstPerHour, until);
        leases.put(node, lease);
        count(lease, 1);
        atMost = Math.max(atMost, upToEnds - perHour * hours(now));
    }

    /// The purchase came to nothing.
    void forget(NodeId node) {
        Lease was = leases.remove(node);
        if (was != null) {
            count(was, -1);
        }
    }

    /// The node is gone: what its lease had for the time after that, nobody used.
    void ended(NodeId node, Instant off) {
        Lease was = leases.get(node);
        if (was != null && off.isBefore(was.until())) {
            Duration left = Duration.between(off, was.until());
            neverUsed = neverUsed.plus(was.perHour().perHourFor(left));
        }
        forget(node);
    }

    private void count(Lease lease, int sign) {
        perHour += sign * lease.perHour().micros() / 1e6;
        upToEnds += sign * lease.perHour().micros() / 1e6 * hours(lease.until());
    }

    private double hours(Instant at) {
        return origin == null ? 0 : Duration.between(origin, at).toMillis() / 3.6e6;
    }

    PolicyScore.Certainty summary(Duration lease) {
        return new PolicyScore.Certainty(lease, neverUsed, new Money(Math.round(atMost * 1e6)));
    }
}
