package io.headroom.engine.scaling.money;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.SpendAttributes;
import io.headroom.engine.budget.lease.LeasePolicy;
import io.headroom.engine.scaling.fact.Funds;
import io.headroom.engine.scaling.fact.NodeFact;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.ScalingFacts;
import io.headroom.engine.scaling.fact.ScalingPlan;

/// Whether a hard budget that pays for a node has enough for what works under it to go on as well. Where it has not, somebody would have to
/// end for the one that is bought, and what he did until then would be paid for twice.
public final class NextLeases {

    /// For so long all that works shall go on: its next lease at the worst price, what follows at the price that it has. With half of it
    /// work of half an hour is begun and lost, twice leaves one workload of the demo's waiting beside a quarter of its budget.
    private static final Duration GOES_ON = Duration.ofMinutes(30);

    private static final Duration BEYOND_A_LEASE = GOES_ON.minus(LeasePolicy.DEFAULT.length());

    private final ChargedTo charged;
    private final List<Left> left = new ArrayList<>();
    private final Instant now;

    /// @param working what those that work need to go on
    private record Left(Funds funds, Money working) {}

    public NextLeases(ScalingFacts facts, Instant now) {
        this.charged = new ChargedTo(facts.pools());
        this.now = now;
        for (Funds funds : facts.funds()) {
            if (now.isBefore(funds.until())) {
                left.add(new Left(funds, working(facts, funds)));
            }
        }
    }

    private static Money working(ScalingFacts facts, Funds funds) {
        Money sum = Money.ZERO;
        for (NodeFact fact : facts.nodes()) {
            if (fact.usedMilliGpu() > 0
                    && fact.node().state().isUsable()
                    && funds.scope().matches(ChargedTo.of(fact.node()))) {
                sum =
                        sum.plus(Funds.nextLeases(fact.node().worstPerHour()))
                                .plus(fact.node().pricePerHour().perHourFor(BEYOND_A_LEASE));
            }
        }
        return sum;
    }

    /// Whether there is any budget that could hold something back.
    public boolean matter() {
        return !left.isEmpty();
    }

    /// Whether something works under one of them.
    public boolean protect() {
        return left.stream().anyMatch(each -> each.working().isPositive());
    }

    /// Why a node is not bought; empty where there is enough for all. Where nothing works that could be lost, whoever grants the money decides.
    ///
    /// @param taken what all that this plan buys costs in an hour at worst: it is thought to be paid by the same budgets
    public Optional<ScalingPlan.Why.NeededByWhatRuns> forbid(
            Offer offer, Buyer buyer, Money taken) {
        if (left.isEmpty()) {
            return Optional.empty();
        }
        SpendAttributes attributes = charged.of(buyer.tenant(), buyer.environment(), offer);
        Money first = taken.plus(offer.worstPerHour()).perHourFor(firstLease(offer));
        Money beyond = taken.plus(offer.pricePerHour()).perHourFor(BEYOND_A_LEASE);
        for (Left each : left) {
            Funds funds = each.funds();
            Money missing = each.working().plus(first).plus(beyond).minus(funds.free());
            boolean isFirst = each.working().equals(Money.ZERO) && taken.equals(Money.ZERO);
            if (!isFirst && missing.isPositive() && funds.scope().matches(attributes)) {
                return Optional.of(
                        new ScalingPlan.Why.NeededByWhatRuns(
                                funds.budget(), missing, nextMinute()));
            }
        }
        return Optional.empty();
    }

    /// It is looked at again all the time. What is said of it changes once a minute.
    private Instant nextMinute() {
        return now.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
    }

    /// What a purchase is held for: a lease, the time to end after it, and the reserve.
    private static Duration firstLease(Offer offer) {
        LeasePolicy leases = LeasePolicy.DEFAULT;
        return leases.length().plus(offer.timeToTerminate()).plus(leases.overrun());
    }
}
