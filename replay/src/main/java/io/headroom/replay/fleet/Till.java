package io.headroom.replay.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeId;
import io.headroom.engine.scaling.Offer;

/// The budget of a replay: nodes hold leases that are paid in advance, as they do live.
final class Till {

    /// As the live service's default.
    static final Duration LEASE = Duration.ofMinutes(10);

    private final Money cap;
    private final boolean strict;
    private final Map<NodeId, Money> paid = new LinkedHashMap<>();
    private Money spent = Money.ZERO;
    private Money committed = Money.ZERO;
    private Money highest = Money.ZERO;

    Till(Money cap, boolean strict) {
        this.cap = cap;
        this.strict = strict;
    }

    /// Pays for a lease's time and the time to terminate after it; false where the cap forbids it.
    boolean pay(NodeId node, Offer offer, Instant boughtAt, Instant until) {
        Duration held = Duration.between(boughtAt, until).plus(offer.timeToTerminate());
        Duration charged =
                held.compareTo(offer.minimumBilling()) < 0 ? offer.minimumBilling() : held;
        Money wanted = offer.worstPerHour().perHourFor(charged);
        Money more = wanted.minus(paid.getOrDefault(node, Money.ZERO));
        if (strict && spent.plus(committed).plus(more).compareTo(cap) > 0) {
            return false;
        }
        paid.put(node, wanted);
        committed = committed.plus(more);
        highest = highest.max(spent.plus(committed));
        return true;
    }

    /// The node is gone: what it cost is spent, the rest is free again.
    void settle(NodeId node, Money cost) {
        Money was = paid.remove(node);
        committed = committed.minus(was == null ? Money.ZERO : was);
        spent = spent.plus(cost);
        highest = highest.max(spent.plus(committed));
    }

    Money free() {
        return cap.minus(spent).minus(committed);
    }

    FleetOutcome.Budget summary() {
        return new FleetOutcome.Budget(cap, spent, highest);
    }
}
