package io.headroom.replay.fleet.node;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.headroom.contracts.budget.BudgetScope;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeId;
import io.headroom.engine.budget.lease.LeasePolicy;
import io.headroom.engine.scaling.fact.Funds;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.Refusal;
import io.headroom.replay.fleet.score.FleetOutcome;
import io.headroom.replay.fleet.score.PolicyScore;

/// The budget of a replay: nodes hold leases that are paid in advance, as they do live.
final class Till {

    /// Before that, the same is not asked for again.
    private static final Duration REFUSED_FOR = Duration.ofMinutes(1);

    private static final String BUDGET = "replay";

    /// What a lease keeps for a machine that nobody can end, as live.
    private static final Duration RESERVE = LeasePolicy.DEFAULT.overrun();

    private final Money cap;
    private final boolean strict;
    private final Duration lease;
    private final Held held = new Held();
    private final Map<NodeId, Money> paid = new LinkedHashMap<>();
    private Money spent = Money.ZERO;
    private Money committed = Money.ZERO;
    private Money highest = Money.ZERO;

    Till(Money cap, boolean strict, Duration lease) {
        this.cap = cap;
        this.strict = strict;
        this.lease = lease;
    }

    Duration lease() {
        return lease;
    }

    /// Pays for a lease from now and the time to terminate after it, and for the reserve that each lease keeps; false where the cap forbids it.
    ///
    /// @param since when the node began to be charged by this offer
    boolean pay(NodeId node, Offer offer, Instant since, Instant now) {
        Instant until = now.plus(lease).plus(offer.timeToTerminate());
        Instant leastBilled = since.plus(offer.minimumBilling());
        Instant last = until.isBefore(leastBilled) ? leastBilled : until;
        Money wanted = offer.worstPerHour().perHourFor(Duration.between(now, last).plus(RESERVE));
        Money more = wanted.minus(paid.getOrDefault(node, Money.ZERO));
        if (strict && spent.plus(committed).plus(more).compareTo(cap) > 0) {
            return false;
        }
        paid.put(node, wanted);
        committed = committed.plus(more);
        highest = highest.max(spent.plus(committed));
        held.pay(node, offer.worstPerHour(), until, now);
        return true;
    }

    /// What it was charged so far is spent, out of what is held for it.
    void charge(NodeId node, Money cost) {
        Money was = paid.getOrDefault(node, Money.ZERO);
        Money left = was.minus(cost).max(Money.ZERO);
        paid.put(node, left);
        committed = committed.minus(was.minus(left));
        spent = spent.plus(cost);
    }

    /// The purchase came to nothing.
    void cancel(NodeId node) {
        held.forget(node);
        settle(node, Money.ZERO, Instant.MAX);
    }

    /// The node is gone: what it cost is spent, the rest is free again.
    void settle(NodeId node, Money cost, Instant off) {
        held.ended(node, off);
        Money was = paid.remove(node);
        committed = committed.minus(was == null ? Money.ZERO : was);
        spent = spent.plus(cost);
        highest = highest.max(spent.plus(committed));
    }

    /// What a purchase that could not be paid is told.
    Refusal refusal(Offer offer, String tenant, String environment, Instant now) {
        return new Refusal(
                offer.pool(),
                tenant,
                environment,
                offer.worstPerHour(),
                now.plus(REFUSED_FOR),
                BUDGET,
                offer.worstPerHour().minus(free()).max(Money.ZERO));
    }

    Money free() {
        return cap.minus(spent).minus(committed);
    }

    /// What is left of it, as far as the policy heeds it.
    List<Funds> funds(Instant until) {
        return strict
                ? List.of(new Funds(BUDGET, BudgetScope.everything(), free(), until, null))
                : List.of();
    }

    PolicyScore.Certainty certainty() {
        return held.summary(lease);
    }

    FleetOutcome.Budget summary() {
        return new FleetOutcome.Budget(cap, spent, highest);
    }
}
