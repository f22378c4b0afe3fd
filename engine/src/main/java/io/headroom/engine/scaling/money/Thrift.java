package io.headroom.engine.scaling.money;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.headroom.contracts.budget.BudgetScope;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.SpendAttributes;
import io.headroom.contracts.node.Node;
import io.headroom.engine.scaling.fact.Funds;
import io.headroom.engine.scaling.fact.NodeFact;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.ScalingFacts;
import io.headroom.engine.scaling.fact.ScalingPlan;
import io.headroom.engine.scaling.fact.ScalingPolicy;

/// Holds back what is bought or kept ahead where money is short: what waits already comes first, and what runs already has to last.
public final class Thrift {

    private final ScalingFacts facts;
    private final ChargedTo charged;
    private final ScalingPolicy policy;
    private final List<ScalingPlan.Unmet> unmet;
    private final Instant now;

    /// What each node costs in an hour and is charged to, those of this plan counted.
    private final List<Cost> costs = new ArrayList<>();

    private record Cost(SpendAttributes charged, Money perHour) {}

    public Thrift(
            ScalingFacts facts,
            ScalingPolicy policy,
            List<ScalingPlan.Step> bought,
            List<ScalingPlan.Unmet> unmet,
            Instant now) {
        this.facts = facts;
        this.charged = new ChargedTo(facts.pools());
        this.policy = policy;
        this.unmet = List.copyOf(unmet);
        this.now = now;
        if (facts.funds().isEmpty()) {
            return;
        }
        for (NodeFact fact : facts.nodes()) {
            if (fact.node().state().isUsable()) {
                costs.add(new Cost(ChargedTo.of(fact.node()), fact.node().worstPerHour()));
            }
        }
        for (ScalingPlan.Step step : bought) {
            if (step instanceof ScalingPlan.Step.Buy buy) {
                for (ScalingPlan.NewNode node : buy.nodes()) {
                    costs.add(
                            new Cost(
                                    charged.of(buy.tenant(), buy.environment(), node.offer()),
                                    node.offer().worstPerHour()));
                }
            }
            if (step instanceof ScalingPlan.Step.Wake wake) {
                Offer offer = wake.node().offer();
                costs.add(
                        new Cost(
                                charged.of(wake.tenant(), wake.environment(), offer),
                                offer.worstPerHour()));
            }
        }
    }

    /// A node was bought ahead.
    public void bought(Offer offer) {
        costs.add(new Cost(chargedAhead(offer), offer.worstPerHour()));
    }

    /// Why a node may not be bought ahead for its money; empty where it may.
    public Optional<String> spares(String lane, Offer offer) {
        boolean refused =
                unmet.stream()
                        .anyMatch(
                                u ->
                                        u.lane().equals(lane)
                                                && u.why() instanceof ScalingPlan.Why.Refused);
        if (refused) {
            return Optional.of("a budget refuses what waits already");
        }
        SpendAttributes charged = chargedAhead(offer);
        return facts.funds().stream()
                .filter(funds -> funds.scope().matches(charged))
                .filter(
                        funds ->
                                !funds.lastsAt(
                                        perHour(funds.scope()).plus(offer.worstPerHour()), now))
                .findFirst()
                .map(_ -> "the money that is left would not last until there is more");
    }

    /// Whether a budget that pays for a node has too little left for the next leases of all that runs: then one that works might have to end
    /// because one that idles was renewed.
    public boolean isScarceFor(Node node) {
        SpendAttributes charged = ChargedTo.of(node);
        return facts.funds().stream()
                .filter(funds -> funds.scope().matches(charged))
                .anyMatch(
                        funds ->
                                Funds.nextLeases(perHour(funds.scope())).compareTo(funds.free())
                                        > 0);
    }

    /// A node goes, and asks for no lease any more.
    public void gone(Node node) {
        var _ = costs.remove(new Cost(ChargedTo.of(node), node.worstPerHour()));
    }

    private Money perHour(BudgetScope scope) {
        Money sum = Money.ZERO;
        for (Cost cost : costs) {
            if (scope.matches(cost.charged())) {
                sum = sum.plus(cost.perHour());
            }
        }
        return sum;
    }

    private SpendAttributes chargedAhead(Offer offer) {
        return charged.of(policy.forecastTenant(), policy.forecastEnvironment(), offer);
    }
}
