package io.headroom.engine.scaling.worth;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.node.KeptFor;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.PoolMode;
import io.headroom.engine.scaling.fact.NodeFact;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.PoolFact;
import io.headroom.engine.scaling.fact.ScalingFacts;
import io.headroom.engine.scaling.fact.ScalingPlan;
import io.headroom.engine.scaling.fact.ScalingPolicy;

/// Which nodes are stopped instead of ended, and for how long they stay so.
///
/// Nobody knows when a stopped node is wanted again. It is kept until its disk has cost what one wake saves: then keeping it was at most
/// twice as dear as the best that could have been done (the rule of the rented skis: Karlin et al. 1988).
public final class KeepWarm {

    /// A life that ends sooner is not worth a wake. Half would wake nodes only to drain them, twice gives up a working day of seven.
    private static final Duration WORTH_A_WAKE = Duration.ofHours(1);

    /// What is thought of a wake whose boot nobody offers to compare with: it saves a minute.
    private static final Duration SAVED_AT_LEAST = Duration.ofMinutes(1);

    private final ScalingFacts facts;
    private final ScalingPolicy policy;
    private final Instant now;
    private final Map<String, Integer> kept = new LinkedHashMap<>();
    private final List<ScalingPlan.Kept> stay = new ArrayList<>();

    /// Of machines that are not there yet: few, whereas there is an offer for each that is stopped.
    private final List<Offer> boots = new ArrayList<>();

    private final Map<NodeId, Duration> wakes = new HashMap<>();

    public KeepWarm(ScalingFacts facts, ScalingPolicy policy, Instant now) {
        this.facts = facts;
        this.policy = policy;
        this.now = now;
        for (NodeFact fact : facts.nodes()) {
            if (fact.node().state() == NodeState.WARM || fact.becomesWarm()) {
                kept.merge(fact.node().pool(), 1, Integer::sum);
            }
        }
        for (Offer offer : facts.offers()) {
            NodeId stopped = offer.wakes();
            if (stopped == null) {
                boots.add(offer);
            } else {
                wakes.putIfAbsent(stopped, offer.untilServing());
            }
        }
    }

    public static boolean livesLongEnough(NodeFact fact, Instant now) {
        Instant end = fact.livesUntil();
        return end == null || now.plus(WORTH_A_WAKE).isBefore(end);
    }

    /// Whether an idle node is stopped; it takes its place then.
    public boolean takes(NodeFact fact, PoolFact pool) {
        boolean takes = hasPlaceFor(fact, pool);
        if (takes) {
            kept.merge(pool.name(), 1, Integer::sum);
        }
        return takes;
    }

    /// Whether a node would be stopped if it went.
    boolean wouldTake(NodeFact fact) {
        return facts.pools().stream()
                .filter(p -> p.name().equals(fact.node().pool()))
                .anyMatch(pool -> hasPlaceFor(fact, pool));
    }

    private boolean hasPlaceFor(NodeFact fact, PoolFact pool) {
        return pool.spec().warm().stops()
                && canStop(fact.node())
                && livesLongEnough(fact, now)
                && kept.getOrDefault(pool.name(), 0) < pool.spec().warm().max();
    }

    /// A spot machine's stop is its provider's to say, and a machine of our own is off after every node.
    private static boolean canStop(Node node) {
        return node.capacityType() == CapacityType.ON_DEMAND
                && switch (node.provider()) {
                    case AWS, GCP -> true;
                    case REDFISH -> false;
                };
    }

    /// Those that have been stopped for long enough, and those that their pool has no place for any more; the longest stopped first.
    public List<ScalingPlan.Step> ends() {
        Map<String, PoolFact> pools = new LinkedHashMap<>();
        facts.pools().forEach(p -> pools.put(p.name(), p));
        List<NodeFact> warm =
                facts.nodes().stream()
                        .filter(n -> n.node().state() == NodeState.WARM)
                        .sorted(
                                Comparator.comparing((NodeFact n) -> n.node().since())
                                        .thenComparing(n -> n.node().id()))
                        .toList();
        List<ScalingPlan.Step> ends = new ArrayList<>();
        for (NodeFact fact : warm) {
            PoolFact pool = pools.get(fact.node().pool());
            String why = whyEnd(fact, pool);
            if (why == null) {
                stay.add(new ScalingPlan.Kept(fact.node().id(), whyStopped(fact, pool)));
            } else {
                kept.merge(fact.node().pool(), -1, Integer::sum);
                Node node = fact.node();
                ends.add(
                        new ScalingPlan.Step.End(
                                node.id(), node.version(), new NodeReason.Idle(node.since(), why)));
            }
        }
        return ends;
    }

    /// Of those that did not end: why they stay.
    public List<ScalingPlan.Kept> stay() {
        return stay;
    }

    private KeptFor whyStopped(NodeFact fact, @Nullable PoolFact pool) {
        if (pool != null && pool.spec().mode() != PoolMode.ACT) {
            return new KeptFor.PoolNotActing(pool.name(), pool.spec().mode());
        }
        Node node = fact.node();
        Instant paidOff = node.since().plus(worthKeeping(fact));
        Instant end = fact.livesUntil();
        Instant tooOld = end == null ? paidOff : end.minus(WORTH_A_WAKE);
        return new KeptFor.Stopped(
                node.since(),
                tooOld.isBefore(paidOff) ? tooOld : paidOff,
                node.pricePerHour(),
                wake(node).orElse(null),
                boot(node).orElse(null),
                node.gpus(),
                waiting(fact));
    }

    private double waiting(NodeFact fact) {
        return policy.waiting().of(fact, facts.forecasts());
    }

    private @Nullable String whyEnd(NodeFact fact, @Nullable PoolFact pool) {
        if (pool != null && pool.spec().mode() != PoolMode.ACT) {
            return null;
        }
        if (pool == null
                || !pool.spec().warm().stops()
                || kept.getOrDefault(pool.name(), 0) > pool.spec().warm().max()) {
            return "its pool keeps fewer stopped nodes";
        }
        if (!livesLongEnough(fact, now)) {
            return "it is too old to be woken";
        }
        return stoppedSince(fact).compareTo(worthKeeping(fact)) < 0
                ? null
                : "its disk has cost as much as one wake would have saved";
    }

    private Duration stoppedSince(NodeFact fact) {
        return Duration.between(fact.node().since(), now);
    }

    /// What a wake saves of waiting, over what the disk costs.
    private Duration worthKeeping(NodeFact fact) {
        double perHour = fact.node().pricePerHour().micros() / 1e6;
        double saved = fact.node().gpus() * waiting(fact) * Newsvendor.hours(savedBy(fact.node()));
        double hours = perHour <= 0 ? 24 * 365 : Math.min(24 * 365, saved / perHour);
        return Duration.ofMillis((long) (hours * 3_600_000));
    }

    private Duration savedBy(Node node) {
        Optional<Duration> boot = boot(node);
        Optional<Duration> wake = wake(node);
        Duration saved =
                boot.isPresent() && wake.isPresent()
                        ? boot.get().minus(wake.get())
                        : SAVED_AT_LEAST;
        return saved.compareTo(SAVED_AT_LEAST) < 0 ? SAVED_AT_LEAST : saved;
    }

    private Optional<Duration> boot(Node node) {
        return boots.stream()
                .filter(o -> o.pool().equals(node.pool()))
                .filter(o -> o.template().equals(node.template()))
                .map(Offer::untilServing)
                .max(Comparator.naturalOrder());
    }

    private Optional<Duration> wake(Node node) {
        return Optional.ofNullable(wakes.get(node.id()));
    }
}
