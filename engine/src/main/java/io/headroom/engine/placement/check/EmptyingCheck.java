package io.headroom.engine.placement.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Running;
import io.headroom.engine.placement.PlacementFacts;
import io.headroom.engine.placement.PlacementPlan;
import io.headroom.engine.placement.PlacementPolicy;
import io.headroom.engine.placement.board.Feasible;
import io.headroom.engine.placement.emptying.Emptying;
import io.headroom.engine.placement.emptying.EmptyingPlan.Leaves;
import io.headroom.engine.placement.preemption.Preemption.Move;
import io.headroom.engine.placement.preemption.Preemption.Seat;

import static io.headroom.engine.placement.check.PlanCheck.require;

/// What must hold of nodes that are emptied: nothing new stands there, all that runs there has places elsewhere that are free already, it is
/// moved only where its lane says so and nothing was moved just now, nobody leaves early, and no node goes on which something runs.
final class EmptyingCheck {

    private EmptyingCheck() {}

    static void check(
            PlacementPlan plan,
            PlacementFacts facts,
            PlacementPolicy policy,
            Map<NodeId, List<Hold>> placed,
            Instant now) {
        List<NodeId> going = new ArrayList<>();
        plan.emptying().underWay().forEach(one -> going.add(one.node()));
        plan.emptying().done().forEach(one -> going.add(one.node()));
        going.forEach(
                id ->
                        require(
                                !placed.containsKey(id),
                                () -> "node " + id + " is emptied and filled"));
        Map<WorkloadId, Running> running = new LinkedHashMap<>();
        facts.running().forEach(one -> running.put(one.id(), one));
        Map<NodeId, List<Hold>> kept = new LinkedHashMap<>();
        for (Emptying emptying : plan.emptying().underWay()) {
            checkOne(emptying, facts, policy, running, going, kept, now);
        }
        kept.forEach(
                (id, holds) -> {
                    List<Hold> all = new ArrayList<>(placed.getOrDefault(id, List.of()));
                    all.addAll(holds);
                    require(
                            facts.fleet().node(id).orElseThrow().hasRoomFor(all),
                            () -> "those that move to " + id + " have no room there");
                });
        for (Emptying done : plan.emptying().done()) {
            require(
                    facts.fleet().node(done.node()).orElseThrow().holds().isEmpty(),
                    () -> "node " + done.node() + " goes while something runs on it");
        }
        for (Leaves leaves : plan.emptying().leaves()) {
            require(
                    plan.emptying().underWay().stream()
                            .anyMatch(
                                    one ->
                                            one.node().equals(leaves.node())
                                                    && one.workloads().contains(leaves.workload())
                                                    && !now.isBefore(one.notBefore())),
                    () -> leaves.workload() + " moves for nothing, or too early");
        }
    }

    private static void checkOne(
            Emptying emptying,
            PlacementFacts facts,
            PlacementPolicy policy,
            Map<WorkloadId, Running> running,
            List<NodeId> going,
            Map<NodeId, List<Hold>> kept,
            Instant now) {
        Node node = facts.fleet().node(emptying.node()).orElseThrow();
        require(
                policy.lane(node.lane()).defragmentation() != null,
                () -> "node " + node.id() + " is emptied and its lane moves nobody");
        for (Hold hold : node.holds()) {
            Optional<Move> move =
                    emptying.moves().stream()
                            .filter(one -> one.workload().equals(hold.workload()))
                            .findFirst();
            require(
                    move.isPresent() && running.containsKey(hold.workload()),
                    () -> hold.workload() + " stands on " + node.id() + " and moves nowhere");
            require(
                    !emptying.decidedAt().equals(now)
                            || !facts.emptying().lately().contains(hold.workload()),
                    () -> hold.workload() + " was moved only just now");
            Seat seat =
                    move.orElseThrow().seats().stream()
                            .filter(one -> one.replica() == hold.replica())
                            .findFirst()
                            .orElseThrow();
            Node to = facts.fleet().node(seat.node()).orElseThrow();
            require(
                    Feasible.isOpen(to)
                            && !going.contains(to.id())
                            && to.lane().equals(node.lane())
                            && hold.shape().allows(to.template().gpuModel()),
                    () -> hold.workload() + " may not move to " + to.id());
            kept.computeIfAbsent(to.id(), _ -> new ArrayList<>())
                    .add(
                            new Hold(
                                    hold.workload(),
                                    hold.replica(),
                                    hold.tenant(),
                                    hold.environment(),
                                    hold.shape(),
                                    seat.devices(),
                                    null,
                                    seat.slot()));
        }
    }
}
