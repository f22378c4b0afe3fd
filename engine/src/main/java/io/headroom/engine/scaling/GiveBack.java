package io.headroom.engine.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.PoolMode;

/// Chooses idle nodes that may go: the dearest first, never one that is expected to be needed
/// before another could be had.
final class GiveBack {

    private final ScalingFacts facts;
    private final ScalingPolicy policy;
    private final Instant now;
    private final List<NodeFact> left;

    private GiveBack(ScalingFacts facts, ScalingPolicy policy, Instant now) {
        this.facts = facts;
        this.policy = policy;
        this.now = now;
        this.left = new ArrayList<>(facts.nodes());
    }

    static List<ScalingPlan.Step> choose(ScalingFacts facts, ScalingPolicy policy, Instant now) {
        return new GiveBack(facts, policy, now).choose();
    }

    private List<ScalingPlan.Step> choose() {
        Map<String, PoolFact> pools = new LinkedHashMap<>();
        facts.pools().forEach(p -> pools.put(p.name(), p));
        List<NodeFact> candidates =
                facts.nodes().stream()
                        .filter(this::idleLongEnough)
                        .filter(n -> !couldHoldWaiting(n.node()))
                        .sorted(
                                Comparator.comparing((NodeFact n) -> n.node().pricePerHour())
                                        .reversed()
                                        .thenComparing(n -> n.node().id()))
                        .toList();
        List<ScalingPlan.Step> steps = new ArrayList<>();
        for (NodeFact fact : candidates) {
            PoolFact pool = pools.get(fact.node().pool());
            boolean managed = pool == null || pool.spec().mode() == PoolMode.ACT;
            if (managed && aboveMinimum(pool) && notExpected(fact)) {
                left.remove(fact);
                steps.add(
                        new ScalingPlan.Step.Release(
                                fact.node().id(),
                                fact.node().version(),
                                new NodeReason.Idle(
                                        Optional.ofNullable(fact.idleSince()).orElse(now),
                                        "nothing waits for it and the forecast does not ask for"
                                                + " it within "
                                                + keepAhead(fact))));
            }
        }
        return steps;
    }

    private boolean idleLongEnough(NodeFact fact) {
        Instant idleSince = fact.idleSince();
        return fact.node().state() == NodeState.READY
                && idleSince != null
                && !fact.releaseAsked()
                && !now.isBefore(idleSince.plus(policy.keepIdle()));
    }

    private boolean couldHoldWaiting(Node node) {
        for (CapacityShortfall shortfall : facts.shortfalls()) {
            if (shortfall.lane().equals(node.lane())
                    && shortfall.items().stream()
                            .anyMatch(i -> !i.gang() && node.template().holds(i.shape()))) {
                return true;
            }
        }
        return false;
    }

    private boolean aboveMinimum(@org.jspecify.annotations.Nullable PoolFact pool) {
        if (pool == null) {
            return true;
        }
        long count =
                left.stream()
                        .filter(n -> n.node().pool().equals(pool.name()))
                        .filter(n -> !n.node().state().isFinal())
                        .count();
        return count > pool.spec().min();
    }

    /// Whether the lane would still be ready for what it is expected to need without the node.
    private boolean notExpected(NodeFact fact) {
        for (DemandForecast forecast : facts.forecasts()) {
            boolean serves =
                    forecast.usable()
                            && forecast.series().lane().equals(fact.node().lane())
                            && LaneCapacity.allows(
                                    forecast.series().models(), fact.node().gpuModel());
            if (!serves) {
                continue;
            }
            double level =
                    policy.waitingCostPerGpuHour()
                            / (policy.waitingCostPerGpuHour()
                                    + fact.node().pricePerHour().micros()
                                            / 1e6
                                            / Math.max(1, fact.node().gpus()));
            double needed = LaneCapacity.needed(forecast, level, now, keepAhead(fact));
            if (LaneCapacity.gpus(left, forecast) - fact.node().gpus() < needed) {
                return false;
            }
        }
        return true;
    }

    /// As far as another one would be away: the boot that its pool's offers take.
    private Duration keepAhead(NodeFact fact) {
        return facts.offers().stream()
                .filter(o -> o.pool().equals(fact.node().pool()))
                .map(Offer::boot)
                .max(Comparator.naturalOrder())
                .orElse(policy.keepIdle());
    }
}
