package io.headroom.engine.scaling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.headroom.engine.scaling.buy.Market;
import io.headroom.engine.scaling.buy.Purchases;
import io.headroom.engine.scaling.fact.ScalingFacts;
import io.headroom.engine.scaling.fact.ScalingPlan;
import io.headroom.engine.scaling.fact.ScalingPlan.Step.End;
import io.headroom.engine.scaling.fact.ScalingPolicy;
import io.headroom.engine.scaling.leave.GiveBack;
import io.headroom.engine.scaling.money.Thrift;
import io.headroom.engine.scaling.want.ForForecast;
import io.headroom.engine.scaling.want.ForMinimum;
import io.headroom.engine.scaling.want.ForShortfall;

/// Decides what to buy and what to give back. First what is missing now, then what will be missing
/// before a node bought now would be ready, then the pools' minimums; and from the other end, what
/// nothing needs any more. A stopped node is an offer like any other, that boots sooner.
public final class ScalingPlanner {

    private ScalingPlanner() {}

    /// @param decision names this decision; the ids of planned nodes are derived from it
    public static ScalingPlan plan(
            ScalingFacts facts, ScalingPolicy policy, UUID decision, Instant now) {
        Market market = new Market(facts, now);
        Purchases purchases = new Purchases(decision, policy.maxPurchases());
        List<ScalingPlan.Unmet> unmet =
                new ArrayList<>(ForShortfall.buy(facts, policy, market, purchases, now));
        Thrift thrift = new Thrift(facts, policy, purchases.steps(), unmet, now);
        List<ScalingPlan.Bound> bounds = new ArrayList<>();
        if (policy.buyAhead()) {
            bounds.addAll(ForForecast.buy(facts, policy, market, purchases, thrift, now));
        }
        ForMinimum.buy(facts, policy, market, purchases);
        List<ScalingPlan.Step> steps = new ArrayList<>(purchases.steps());
        GiveBack.Choice choice = GiveBack.choose(facts, policy, thrift, now);
        steps.addAll(choice.steps());
        steps.removeIf(step -> step instanceof End end && purchases.wakes(end.node()));
        bounds.addAll(choice.bounds());
        return new ScalingPlan(steps, unmet, bounds, choice.kept());
    }
}
