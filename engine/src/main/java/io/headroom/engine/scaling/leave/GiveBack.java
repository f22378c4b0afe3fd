package io.headroom.engine.scaling.leave;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.capacity.ShortfallItem;
import io.headroom.contracts.node.KeptFor;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.PoolMode;
import io.headroom.engine.fleet.LeavesFirst;
import io.headroom.engine.scaling.fact.NodeFact;
import io.headroom.engine.scaling.fact.PoolFact;
import io.headroom.engine.scaling.fact.ScalingFacts;
import io.headroom.engine.scaling.fact.ScalingPlan;
import io.headroom.engine.scaling.fact.ScalingPolicy;
import io.headroom.engine.scaling.money.Thrift;
import io.headroom.engine.scaling.worth.KeepWarm;
import io.headroom.engine.scaling.worth.WorthKeeping;

/// Chooses idle nodes that may go ([LeavesFirst]): the dearest first, then the oldest, never one whose keeping is cheaper than the chance of having to
/// buy it again (see [WorthKeeping]), unless what runs needs its money (see [Thrift]).
public final class GiveBack {

    /// A node between two pieces of work is not idle: within a minute what ends and what begins meet.
    private static final Duration SETTLED = Duration.ofMinutes(1);

    private final ScalingFacts facts;
    private final ScalingPolicy policy;
    private final Instant now;
    private final List<NodeFact> left;
    private final WorthKeeping worth;
    private final KeepWarm warmth;
    private final Thrift thrift;
    private final Leaving leaving;

    private GiveBack(ScalingFacts facts, ScalingPolicy policy, Thrift thrift, Instant now) {
        this.facts = facts;
        this.policy = policy;
        this.now = now;
        this.left = new ArrayList<>(facts.nodes());
        this.warmth = new KeepWarm(facts, policy, now);
        this.worth = new WorthKeeping(facts, policy, warmth, now);
        this.thrift = thrift;
        this.leaving = new Leaving(facts.nodes(), now);
    }

    /// What goes, and why the rest of what is idle or stopped stays.
    ///
    /// @param bounds where too many would have left at once
    public record Choice(
            List<ScalingPlan.Step> steps,
            List<ScalingPlan.Kept> kept,
            List<ScalingPlan.Bound> bounds) {}

    /// @param thrift with what this plan buys
    public static Choice choose(
            ScalingFacts facts, ScalingPolicy policy, Thrift thrift, Instant now) {
        return new GiveBack(facts, policy, thrift, now).choose();
    }

    private Choice choose() {
        Map<String, PoolFact> pools = new LinkedHashMap<>();
        facts.pools().forEach(p -> pools.put(p.name(), p));
        List<NodeFact> idle =
                facts.nodes().stream()
                        .filter(GiveBack::isIdle)
                        .sorted(Comparator.comparing(GiveBack::order, LeavesFirst.ORDER))
                        .toList();
        List<ScalingPlan.Step> steps = new ArrayList<>(warmth.ends());
        List<ScalingPlan.Kept> kept = new ArrayList<>(warmth.stay());
        for (NodeFact fact : idle) {
            PoolFact pool = pools.get(fact.node().pool());
            Optional<KeptFor> keep = whyKept(fact, pool);
            keep.ifPresent(why -> kept.add(new ScalingPlan.Kept(fact.node().id(), why)));
            if (keep.isEmpty()) {
                steps.add(step(fact, pool));
                left.remove(fact);
                leaving.goes(fact.node());
                thrift.gone(fact.node());
            }
        }
        new MightEmpty(facts, policy, left, worth, warmth, leaving, now).choose(steps, kept);
        return new Choice(steps, kept, leaving.bounds());
    }

    private static LeavesFirst order(NodeFact idle) {
        Node node = idle.node();
        return LeavesFirst.idle(node.id(), node.pricePerHour().micros(), boughtAt(idle));
    }

    private static boolean isIdle(NodeFact fact) {
        return fact.node().state() == NodeState.READY
                && fact.idleSince() != null
                && !fact.releaseAsked();
    }

    /// The first that holds of what keeps it; empty where it may go.
    private Optional<KeptFor> whyKept(NodeFact fact, @Nullable PoolFact pool) {
        return tooSoon(fact)
                .or(() -> couldHoldWaiting(fact.node()))
                .or(() -> notActing(pool))
                .or(() -> minimum(pool))
                .or(() -> foreseen(fact))
                .or(() -> waitsForOthers(fact.node()));
    }

    /// Money that what runs needs does not wait.
    private Optional<KeptFor> waitsForOthers(Node node) {
        return leaving.hasRoom(node) || thrift.isScarceFor(node)
                ? Optional.empty()
                : Optional.of(leaving.holdBack(node));
    }

    private Optional<KeptFor> foreseen(NodeFact fact) {
        return thrift.isScarceFor(fact.node()) ? Optional.empty() : worth.keeping(fact, left);
    }

    /// It is stopped where its pool has room for that, and ended where not.
    private ScalingPlan.Step step(NodeFact fact, @Nullable PoolFact pool) {
        NodeReason why =
                new NodeReason.Idle(
                        Optional.ofNullable(fact.idleSince()).orElse(now),
                        "nothing waits for it, and " + whyNotAhead(fact));
        Node node = fact.node();
        return pool != null && warmth.takes(fact, pool)
                ? new ScalingPlan.Step.Stop(node.id(), node.version(), why)
                : new ScalingPlan.Step.Release(node.id(), node.version(), why);
    }

    private String whyNotAhead(NodeFact fact) {
        return thrift.isScarceFor(fact.node())
                ? "its budget has too little left for the next leases of what runs"
                : "within "
                        + worth.keepAhead(fact)
                        + " it is not likely enough to be used to pay for its idling";
    }

    /// Where a forecast speaks for the node, that decides alone; else it is kept for the policy's time.
    private Optional<KeptFor> tooSoon(NodeFact fact) {
        Instant idleSince = Optional.ofNullable(fact.idleSince()).orElse(now);
        boolean foreseen = policy.buyAhead() && worth.isForeseen(fact);
        boolean sooner = foreseen && SETTLED.compareTo(policy.keepIdle()) < 0;
        Instant until = idleSince.plus(sooner ? SETTLED : policy.keepIdle());
        return now.isBefore(until)
                ? Optional.of(new KeptFor.TooSoon(idleSince, until))
                : Optional.empty();
    }

    static Instant boughtAt(NodeFact fact) {
        Instant launched = fact.node().launchedAt();
        return launched == null ? fact.node().since() : launched;
    }

    private Optional<KeptFor> couldHoldWaiting(Node node) {
        for (CapacityShortfall shortfall : facts.shortfalls()) {
            if (shortfall.lane().equals(node.lane())) {
                for (ShortfallItem item : shortfall.items()) {
                    if (!item.gang() && node.template().holds(item.shape())) {
                        return Optional.of(
                                new KeptFor.WaitingWork(item.shape().describe(), item.replicas()));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<KeptFor> notActing(@Nullable PoolFact pool) {
        return pool == null || pool.spec().mode() == PoolMode.ACT
                ? Optional.empty()
                : Optional.of(new KeptFor.PoolNotActing(pool.name(), pool.spec().mode()));
    }

    private Optional<KeptFor> minimum(@Nullable PoolFact pool) {
        return pool == null ? Optional.empty() : minimum(pool, left);
    }

    /// Whether a pool would have too few of these without one of them.
    static Optional<KeptFor> minimum(PoolFact pool, List<NodeFact> left) {
        long count =
                left.stream()
                        .filter(n -> n.node().pool().equals(pool.name()))
                        .filter(n -> !n.node().state().isFinal())
                        .filter(n -> n.node().state() != NodeState.WARM)
                        .count();
        return count > pool.spec().min()
                ? Optional.empty()
                : Optional.of(new KeptFor.PoolMinimum(pool.name(), pool.spec().min()));
    }
}
