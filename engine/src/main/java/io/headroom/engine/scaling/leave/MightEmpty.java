package io.headroom.engine.scaling.leave;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.node.KeptFor;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeReleaseRequested.Pays;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.PoolMode;
import io.headroom.engine.fleet.LeavesFirst;
import io.headroom.engine.scaling.fact.Consolidation;
import io.headroom.engine.scaling.fact.NodeFact;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.PoolFact;
import io.headroom.engine.scaling.fact.ScalingFacts;
import io.headroom.engine.scaling.fact.ScalingPlan;
import io.headroom.engine.scaling.fact.ScalingPlan.Step.Empty.Then;
import io.headroom.engine.scaling.fact.ScalingPolicy;
import io.headroom.engine.scaling.worth.KeepWarm;
import io.headroom.engine.scaling.worth.WorthKeeping;

/// Chooses nodes that work and could go if their work moved: where nothing waits or boots in the lane, what others in use have free is
/// enough for it, the forecast does not want the node, and its minimum billing is over. Placement decides whether the work may move and
/// what that costs; here it is only not asked in vain.
final class MightEmpty {

    private final ScalingFacts facts;
    private final Consolidation rules;
    private final List<NodeFact> left;
    private final WorthKeeping worth;
    private final KeepWarm warmth;
    private final Leaving leaving;
    private final Instant now;
    private final Map<String, PoolFact> pools = new LinkedHashMap<>();

    /// By lane, thousandths of GPUs that are free on nodes in use that stay.
    private final Map<String, Long> free = new LinkedHashMap<>();

    /// By lane, those that are asked for.
    private final Map<String, Integer> asked = new LinkedHashMap<>();

    /// Nodes that are alike are wanted or not together, as long as the same others stay.
    private record Like(
            String pool,
            String lane,
            NodeTemplate template,
            CapacityType capacityType,
            Money perHour,
            boolean livesOn) {
        static Like of(NodeFact fact, Instant now) {
            Node node = fact.node();
            return new Like(
                    node.pool(),
                    node.lane(),
                    node.template(),
                    node.capacityType(),
                    node.pricePerHour(),
                    KeepWarm.livesLongEnough(fact, now));
        }
    }

    private final Map<Like, Boolean> wanted = new LinkedHashMap<>();

    /// @param left the nodes that stay: those that are chosen leave it
    MightEmpty(
            ScalingFacts facts,
            ScalingPolicy policy,
            List<NodeFact> left,
            WorthKeeping worth,
            KeepWarm warmth,
            Leaving leaving,
            Instant now) {
        this.facts = facts;
        this.rules = policy.consolidation();
        this.left = left;
        this.worth = worth;
        this.warmth = warmth;
        this.leaving = leaving;
        this.now = now;
        facts.pools().forEach(pool -> pools.put(pool.name(), pool));
        left.stream()
                .filter(MightEmpty::works)
                .forEach(fact -> free.merge(fact.node().lane(), free(fact), Long::sum));
        facts.nodes().stream()
                .filter(fact -> fact.releaseAsked() && fact.usedMilliGpu() > 0)
                .forEach(fact -> asked.merge(fact.node().lane(), 1, Integer::sum));
    }

    /// Adds the questions to the steps, and why others are not asked to what is kept.
    void choose(List<ScalingPlan.Step> steps, List<ScalingPlan.Kept> kept) {
        if (!rules.on()) {
            return;
        }
        Set<String> busy = busyLanes();
        List<NodeFact> works =
                left.stream()
                        .filter(fact -> works(fact) && !busy.contains(fact.node().lane()))
                        .sorted(Comparator.comparing(MightEmpty::order, LeavesFirst.ORDER))
                        .toList();
        for (NodeFact fact : works) {
            PoolFact pool = pools.get(fact.node().pool());
            Optional<KeptFor> why = retained(fact).or(() -> onlyAdvised(fact, pool));
            why.ifPresent(stays -> kept.add(new ScalingPlan.Kept(fact.node().id(), stays)));
            if (why.isEmpty() && pool != null && hasTurn(fact.node()) && couldGo(fact, pool)) {
                steps.add(step(fact, pool));
                left.remove(fact);
                wanted.clear();
                free.merge(fact.node().lane(), -free(fact), Long::sum);
                leaving.goes(fact.node());
                asked.merge(fact.node().lane(), 1, Integer::sum);
            }
        }
    }

    private static boolean works(NodeFact fact) {
        return fact.node().state() == NodeState.READY
                && fact.idleSince() == null
                && fact.usedMilliGpu() > 0
                && !fact.releaseAsked();
    }

    /// The emptiest first: what it holds is what may be lost. Placement knows better, and puts them in order again.
    private static LeavesFirst order(NodeFact fact) {
        Node node = fact.node();
        return new LeavesFirst(
                node.id(),
                node.pricePerHour().micros(),
                fact.usedMilliGpu(),
                GiveBack.boughtAt(fact),
                0,
                Duration.ZERO);
    }

    /// Where something waits or is on its way.
    private Set<String> busyLanes() {
        Set<String> busy = new LinkedHashSet<>();
        facts.shortfalls().stream()
                .filter(shortfall -> !shortfall.items().isEmpty())
                .forEach(shortfall -> busy.add(shortfall.lane()));
        for (NodeFact fact : facts.nodes()) {
            switch (fact.node().state()) {
                case REQUESTED, LAUNCHING, BOOTING -> busy.add(fact.node().lane());
                case READY, DRAINING, TERMINATING, WARM, TERMINATED, FAILED -> {}
            }
        }
        return busy;
    }

    private boolean couldGo(NodeFact fact, PoolFact pool) {
        return freeBeside(fact) >= fact.usedMilliGpu()
                && isPaidOff(fact)
                && !wanted.computeIfAbsent(Like.of(fact, now), _ -> isWanted(fact, pool));
    }

    private boolean isWanted(NodeFact fact, PoolFact pool) {
        return GiveBack.minimum(pool, left).isPresent() || worth.keeping(fact, left).isPresent();
    }

    /// Whether its going saves anything: its minimum billing is over.
    private boolean isPaidOff(NodeFact fact) {
        Duration least =
                facts.offers().stream()
                        .filter(offer -> offer.pool().equals(fact.node().pool()))
                        .filter(offer -> offer.template().equals(fact.node().template()))
                        .map(Offer::minimumBilling)
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ZERO);
        return fact.node().pricePerHour().isPositive()
                && !GiveBack.boughtAt(fact).plus(least).isAfter(now);
    }

    /// Thousandths of GPUs that are free on other nodes in use, of its lane.
    private long freeBeside(NodeFact fact) {
        return free.getOrDefault(fact.node().lane(), 0L) - free(fact);
    }

    private static long free(NodeFact fact) {
        return (long) fact.node().gpus() * Shape.WHOLE - fact.usedMilliGpu();
    }

    private Optional<KeptFor> onlyAdvised(NodeFact fact, @Nullable PoolFact pool) {
        return pool == null || pool.spec().mode() == PoolMode.ACT || !couldGo(fact, pool)
                ? Optional.empty()
                : Optional.of(
                        new KeptFor.OnlyAdvised(
                                pool.name(), pool.spec().mode(), fact.node().pricePerHour()));
    }

    /// What placement said last, for as long as it is not asked again.
    private Optional<KeptFor> retained(NodeFact fact) {
        NodeFact.Retained retained = fact.retained();
        if (retained == null) {
            return Optional.empty();
        }
        Instant until = retained.at().plus(rules.askAgainAfter());
        return now.isBefore(until)
                ? Optional.of(new KeptFor.NotEmptied(retained.at(), until, retained.why()))
                : Optional.empty();
    }

    private boolean hasTurn(Node node) {
        return asked.getOrDefault(node.lane(), 0) < rules.atOnce() && leaving.hasRoom(node);
    }

    /// Empty, it is stopped where its pool has room for that, as an idle one is.
    private ScalingPlan.Step step(NodeFact fact, PoolFact pool) {
        Node node = fact.node();
        Money most = node.pricePerHour().perHourFor(rules.within());
        return new ScalingPlan.Step.Empty(
                node.id(),
                node.version(),
                new NodeReason.Consolidated(0, Money.ZERO, most),
                new Pays(node.pricePerHour(), rules.within(), rules.factor()),
                warmth.takes(fact, pool) ? Then.STOPS : Then.ENDS);
    }
}
