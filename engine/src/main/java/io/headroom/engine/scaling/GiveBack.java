package io.headroom.engine.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.PoolMode;

/// Chooses idle nodes that may go: the dearest first, then the oldest, never one whose keeping is cheaper than the chance of having to
/// buy it again (see [Newsvendor]).
final class GiveBack {

    /// A node between two pieces of work is not idle: within a minute what ends and what begins meet.
    private static final Duration SETTLED = Duration.ofMinutes(1);

    private final ScalingFacts facts;
    private final ScalingPolicy policy;
    private final Instant now;
    private final List<NodeFact> left;
    private final KeepWarm warmth;

    private GiveBack(ScalingFacts facts, ScalingPolicy policy, Instant now) {
        this.facts = facts;
        this.policy = policy;
        this.now = now;
        this.left = new ArrayList<>(facts.nodes());
        this.warmth = new KeepWarm(facts, policy, now);
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
                                        .thenComparing(GiveBack::boughtAt)
                                        .thenComparing(n -> n.node().id()))
                        .toList();
        List<ScalingPlan.Step> steps = new ArrayList<>(warmth.ends());
        for (NodeFact fact : candidates) {
            PoolFact pool = pools.get(fact.node().pool());
            boolean managed = pool == null || pool.spec().mode() == PoolMode.ACT;
            if (managed && aboveMinimum(pool) && !isWorthKeeping(fact)) {
                left.remove(fact);
                steps.add(step(fact, pool));
            }
        }
        return steps;
    }

    /// It is stopped where its pool has room for that, and ended where not.
    private ScalingPlan.Step step(NodeFact fact, @Nullable PoolFact pool) {
        NodeReason why =
                new NodeReason.Idle(
                        Optional.ofNullable(fact.idleSince()).orElse(now),
                        "nothing waits for it, and within "
                                + keepAhead(fact)
                                + " it is not likely enough to be used to pay for its idling");
        Node node = fact.node();
        return pool != null && warmth.takes(fact, pool)
                ? new ScalingPlan.Step.Stop(node.id(), node.version(), why)
                : new ScalingPlan.Step.Release(node.id(), node.version(), why);
    }

    /// Where a forecast speaks for the node, that decides alone; else it is kept for the policy's time.
    private boolean idleLongEnough(NodeFact fact) {
        Instant idleSince = fact.idleSince();
        if (fact.node().state() != NodeState.READY || idleSince == null || fact.releaseAsked()) {
            return false;
        }
        boolean foreseen = policy.buyAhead() && forecasts(fact).findAny().isPresent();
        boolean sooner = foreseen && SETTLED.compareTo(policy.keepIdle()) < 0;
        return !now.isBefore(idleSince.plus(sooner ? SETTLED : policy.keepIdle()));
    }

    private Stream<DemandForecast> forecasts(NodeFact fact) {
        return facts.forecasts().stream().filter(f -> f.usable() && LaneCapacity.serves(fact, f));
    }

    private static Instant boughtAt(NodeFact fact) {
        Instant launched = fact.node().launchedAt();
        return launched == null ? fact.node().since() : launched;
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

    private boolean aboveMinimum(@Nullable PoolFact pool) {
        if (pool == null) {
            return true;
        }
        long count =
                left.stream()
                        .filter(n -> n.node().pool().equals(pool.name()))
                        .filter(n -> !n.node().state().isFinal())
                        .filter(n -> n.node().state() != NodeState.WARM)
                        .count();
        return count > pool.spec().min();
    }

    /// Whether at some time within the break-even the chance that it is used is worth its idling until then.
    private boolean isWorthKeeping(NodeFact fact) {
        if (!policy.buyAhead()) {
            return false;
        }
        double price = fact.node().pricePerHour().micros() / 1e6 / Math.max(1, fact.node().gpus());
        Duration boot = boot(fact);
        Duration ahead = keepAhead(fact);
        return forecasts(fact)
                .anyMatch(forecast -> isWorthKeeping(fact, forecast, price, boot, ahead));
    }

    private boolean isWorthKeeping(
            NodeFact fact, DemandForecast forecast, double price, Duration boot, Duration ahead) {
        double more = LaneCapacity.usable(fact.node().template(), forecast);
        double without = LaneCapacity.gpus(left, forecast) - more;
        Duration step = forecast.step();
        for (Duration at = step; at.compareTo(ahead) <= 0; at = at.plus(step)) {
            double chance = LaneCapacity.use(forecast, without, more, now.plus(at));
            double enough =
                    Newsvendor.chanceToKeep(price, boot, at, policy.waitingCostPerGpuHour());
            if (chance >= enough) {
                return true;
            }
        }
        return false;
    }

    private Duration keepAhead(NodeFact fact) {
        double price = fact.node().pricePerHour().micros() / 1e6 / Math.max(1, fact.node().gpus());
        return Newsvendor.breakEven(price, boot(fact), policy.waitingCostPerGpuHour());
    }

    /// How far away another one would be.
    private Duration boot(NodeFact fact) {
        return facts.offers().stream()
                .filter(o -> o.pool().equals(fact.node().pool()) && !o.ofStopped())
                .map(Offer::boot)
                .max(Comparator.naturalOrder())
                .orElse(policy.keepIdle());
    }
}
