package io.headroom.engine.scaling;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.headroom.contracts.budget.Money;

/// Holds purchases ahead back where money is short: what waits already comes first, and what runs already has to last.
final class Thrift {

    private final ScalingFacts facts;
    private final List<ScalingPlan.Unmet> unmet;
    private final Instant now;

    /// What all nodes cost in an hour, those of this plan counted.
    private Money perHour = Money.ZERO;

    Thrift(
            ScalingFacts facts,
            List<ScalingPlan.Step> bought,
            List<ScalingPlan.Unmet> unmet,
            Instant now) {
        this.facts = facts;
        this.unmet = List.copyOf(unmet);
        this.now = now;
        for (NodeFact fact : facts.nodes()) {
            if (fact.node().state().isUsable()) {
                perHour = perHour.plus(fact.node().worstPerHour());
            }
        }
        for (ScalingPlan.Step step : bought) {
            if (step instanceof ScalingPlan.Step.Buy buy) {
                buy.nodes().forEach(node -> bought(node.offer()));
            }
            if (step instanceof ScalingPlan.Step.Wake wake) {
                bought(wake.node().offer());
            }
        }
    }

    void bought(Offer offer) {
        perHour = perHour.plus(offer.worstPerHour());
    }

    /// Why a node may not be bought ahead for its money; empty where it may.
    Optional<String> spares(String lane, Offer offer) {
        boolean refused =
                unmet.stream()
                        .anyMatch(
                                u ->
                                        u.lane().equals(lane)
                                                && u.why() instanceof ScalingPlan.Why.Refused);
        if (refused) {
            return Optional.of("a budget refuses what waits already");
        }
        return facts.funds()
                .filter(funds -> !funds.lastsAt(perHour.plus(offer.worstPerHour()), now))
                .map(_ -> "the money that is left would not last until there is more");
    }
}
