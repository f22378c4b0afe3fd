package io.headroom.engine.scaling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.capacity.ShortfallItem;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.pool.PoolMode;
import io.headroom.contracts.pool.PoolSpec;
import io.headroom.contracts.pool.WarmSpec;
import io.headroom.engine.scaling.buy.InOnePlace;
import io.headroom.engine.scaling.buy.Room;
import io.headroom.engine.scaling.fact.NodeFact;
import io.headroom.engine.scaling.fact.PoolFact;
import io.headroom.engine.scaling.fact.ScalingFacts;
import io.headroom.engine.scaling.fact.ScalingPlan;
import io.headroom.engine.scaling.fact.ScalingPolicy;

/// Says what pools in mode `advise` would do: the same planner, over a world in which they act and have what they would have bought.
///
/// Nothing is stopped on paper: a paper node that would be stopped is given back, and the next one bought. So its disk is not counted, and
/// what comes back is counted with a whole boot in place of a wake.
///
/// It is a plan apart. The acting pools' own plan sees none of its nodes, so that no advice ever keeps a purchase back; and of this
/// plan only what concerns the advising pools counts, for the others act by their own.
public final class Adviser {

    /// What would be done, and what would be there then.
    ///
    /// @param fleet what there would be by now, what is bought with this advice not counted
    /// @param bought what would be bought now; @param left what would be given back, real or on paper, and why
    public record Advice(
            List<PaperNode> fleet, List<PaperNode> bought, Map<NodeId, NodeReason> left) {}

    private Adviser() {}

    public static boolean isAsked(ScalingFacts facts) {
        return facts.pools().stream().anyMatch(Adviser::advises);
    }

    /// @param paper what earlier advice would have bought and not given back
    /// @param without real nodes of advising pools that earlier advice would have given back
    public static Advice advise(
            ScalingFacts facts,
            List<PaperNode> paper,
            Set<NodeId> without,
            ScalingPolicy policy,
            UUID decision,
            Instant now) {
        Map<String, PoolSpec> advising = new LinkedHashMap<>();
        facts.pools().stream()
                .filter(Adviser::advises)
                .forEach(p -> advising.put(p.name(), p.spec()));
        List<PaperNode> fleet =
                holding(
                        paper.stream().filter(n -> advising.containsKey(n.node().pool())).toList(),
                        facts.shortfalls(),
                        now);
        ScalingPlan plan = ScalingPlanner.plan(world(facts, fleet, without), policy, decision, now);
        return new Advice(
                fleet, bought(plan, advising, now), left(plan, facts, fleet, advising.keySet()));
    }

    private static List<PaperNode> bought(
            ScalingPlan plan, Map<String, PoolSpec> advising, Instant now) {
        List<PaperNode> bought = new ArrayList<>();
        for (ScalingPlan.Step step : plan.steps()) {
            if (step instanceof ScalingPlan.Step.Buy buy) {
                for (ScalingPlan.NewNode fresh : buy.nodes()) {
                    PoolSpec pool = advising.get(fresh.offer().pool());
                    if (pool != null) {
                        bought.add(PaperNode.bought(buy, fresh, pool, now));
                    }
                }
            }
        }
        return bought;
    }

    private static Map<NodeId, NodeReason> left(
            ScalingPlan plan, ScalingFacts facts, List<PaperNode> fleet, Set<String> advising) {
        Set<NodeId> theirs = new LinkedHashSet<>();
        fleet.forEach(n -> theirs.add(n.node().id()));
        facts.nodes().stream()
                .filter(n -> advising.contains(n.node().pool()))
                .forEach(n -> theirs.add(n.node().id()));
        Map<NodeId, NodeReason> left = new LinkedHashMap<>();
        for (ScalingPlan.Step step : plan.steps()) {
            if (step instanceof ScalingPlan.Step.Release release
                    && theirs.contains(release.node())) {
                left.put(release.node(), release.why());
            }
        }
        return left;
    }

    private static boolean advises(PoolFact pool) {
        return pool.spec().mode() == PoolMode.ADVISE;
    }

    /// All pools that act or advise, acting; those that advise stop and wake nothing.
    private static ScalingFacts world(
            ScalingFacts facts, List<PaperNode> fleet, Set<NodeId> without) {
        List<NodeFact> nodes = new ArrayList<>();
        facts.nodes().stream().filter(n -> !without.contains(n.node().id())).forEach(nodes::add);
        fleet.forEach(n -> nodes.add(n.fact()));
        List<String> advising =
                facts.pools().stream().filter(Adviser::advises).map(PoolFact::name).toList();
        return new ScalingFacts(
                facts.pools().stream().map(p -> advises(p) ? acting(p) : p).toList(),
                nodes,
                facts.shortfalls(),
                facts.forecasts(),
                facts.offers().stream()
                        .filter(o -> !o.ofStopped() || !advising.contains(o.pool()))
                        .toList(),
                facts.refusals(),
                facts.turnovers(),
                facts.funds(),
                facts.covers());
    }

    private static PoolFact acting(PoolFact pool) {
        PoolSpec s = pool.spec();
        return new PoolFact(
                pool.name(),
                new PoolSpec(
                        s.provider(),
                        s.region(),
                        s.zones(),
                        s.instanceTypes(),
                        s.capacityTypes(),
                        s.lane(),
                        s.min(),
                        s.max(),
                        WarmSpec.none(),
                        PoolMode.ACT,
                        s.labels(),
                        s.machines(),
                        s.tariff()));
    }

    /// Lays what waits onto the nodes that would be up.
    private static List<PaperNode> holding(
            List<PaperNode> paper, List<CapacityShortfall> shortfalls, Instant now) {
        Map<String, List<Room>> rooms = new LinkedHashMap<>();
        Map<NodeId, Room> ofNode = new LinkedHashMap<>();
        for (PaperNode node : paper) {
            if (node.isUp(now)) {
                Room room = new Room(node.node().template(), node.node().place());
                ofNode.put(node.node().id(), room);
                rooms.computeIfAbsent(node.node().lane(), _ -> new ArrayList<>()).add(room);
            }
        }
        for (CapacityShortfall shortfall : shortfalls) {
            List<Room> lane = rooms.getOrDefault(shortfall.lane(), List.of());
            shortfall.items().stream()
                    .filter(item -> !item.gang() || holdsWhole(item, lane))
                    .forEach(item -> InOnePlace.take(item, lane));
        }
        return paper.stream()
                .map(
                        n ->
                                n.at(
                                        now,
                                        Optional.ofNullable(ofNode.get(n.node().id()))
                                                .map(Room::usedMilliGpu)
                                                .orElse(0)))
                .toList();
    }

    /// A gang runs whole or not at all.
    private static boolean holdsWhole(ShortfallItem item, List<Room> rooms) {
        return InOnePlace.take(item, rooms.stream().map(Room::copy).toList()) == item.replicas();
    }
}
