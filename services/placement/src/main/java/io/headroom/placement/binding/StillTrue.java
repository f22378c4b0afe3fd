package io.headroom.placement.binding;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadState;
import io.headroom.engine.placement.PlacementPlan;
import io.headroom.engine.placement.emptying.Emptying;
import io.headroom.engine.placement.emptying.EmptyingPlan;
import io.headroom.engine.placement.emptying.EmptyingPlan.Leaves;
import io.headroom.engine.placement.emptying.EmptyingPlan.Stays;
import io.headroom.engine.placement.emptying.EmptyingPlan.Why;
import io.headroom.engine.placement.preemption.Preemption;
import io.headroom.placement.node.NodeView;
import io.headroom.placement.picture.FleetSnapshot;

/// What of a plan may still be written after the world has moved on: a placement whose workload waits as it did and whose node still takes
/// replicas. Room can only have grown meanwhile, since nobody else binds. A workload of which one replica lost its place loses all.
final class StillTrue {

    private final FleetSnapshot planned;
    private final FleetSnapshot fresh;

    private StillTrue(FleetSnapshot planned, FleetSnapshot fresh) {
        this.planned = planned;
        this.fresh = fresh;
    }

    static PlacementPlan of(PlacementPlan plan, FleetSnapshot planned, FleetSnapshot fresh) {
        return new StillTrue(planned, fresh).of(plan);
    }

    private PlacementPlan of(PlacementPlan plan) {
        Set<WorkloadId> gone = new HashSet<>();
        for (PlacementPlan.Placed placed : plan.placed()) {
            if (!waitsAsItDid(placed.workload()) || !takesReplicas(placed.node())) {
                gone.add(placed.workload());
            }
        }
        List<PlacementPlan.Placed> placed =
                plan.placed().stream().filter(p -> !gone.contains(p.workload())).toList();
        List<PlacementPlan.Pending> pending =
                plan.pending().stream()
                        .filter(p -> waitsAsItDid(p.workload()) && !gone.contains(p.workload()))
                        .toList();
        List<Preemption> preemptions =
                plan.preemptions().stream()
                        .filter(p -> waitsAsItDid(p.by()) && hasItsSeats(p))
                        .toList();
        Set<WorkloadId> coming = new HashSet<>();
        preemptions.forEach(p -> coming.add(p.by()));
        List<PlacementPlan.Eviction> evictions =
                plan.evictions().stream()
                        .filter(
                                e ->
                                        coming.contains(e.by())
                                                && isThatAttempt(e.victim(), e.attempt()))
                        .toList();
        return new PlacementPlan(
                placed,
                pending,
                plan.shortfall(),
                preemptions,
                evictions,
                emptying(plan.emptying()));
    }

    /// A node that has begun to leave, or to which something was bound, is not emptied, and who asked is told so.
    private EmptyingPlan emptying(EmptyingPlan plan) {
        List<Emptying> underWay = plan.underWay().stream().filter(this::stillGoes).toList();
        List<Emptying> done =
                plan.done().stream()
                        .filter(e -> takesReplicas(e.node()) && isEmpty(e.node()))
                        .toList();
        List<Stays> stays = new ArrayList<>(plan.stays());
        Stream.concat(plan.underWay().stream(), plan.done().stream())
                .filter(e -> !underWay.contains(e) && !done.contains(e))
                .map(
                        e ->
                                new Stays(
                                        e.node(),
                                        e.nodeVersion(),
                                        Why.LEAVES_ALREADY,
                                        "it changed meanwhile"))
                .forEach(stays::add);
        List<Leaves> leaves =
                plan.leaves().stream()
                        .filter(l -> underWay.stream().anyMatch(e -> e.node().equals(l.node())))
                        .filter(l -> isThatAttempt(l.workload(), l.attempt()))
                        .toList();
        return new EmptyingPlan(underWay, leaves, done, stays);
    }

    private boolean stillGoes(Emptying emptying) {
        return takesReplicas(emptying.node())
                && emptying.moves().stream()
                        .flatMap(move -> move.seats().stream())
                        .allMatch(seat -> takesReplicas(seat.node()));
    }

    private boolean isEmpty(NodeId id) {
        return fresh.replicas().stream().noneMatch(r -> r.node().equals(id) && !r.isOver());
    }

    private boolean waitsAsItDid(WorkloadId id) {
        Workload then = planned.workloads().get(id);
        Workload now = fresh.workloads().get(id);
        return then != null
                && now != null
                && now.state() == WorkloadState.PENDING
                && now.attempt() == then.attempt();
    }

    private boolean isThatAttempt(WorkloadId id, int attempt) {
        Workload victim = fresh.workloads().get(id);
        return victim != null && victim.attempt() == attempt;
    }

    /// Nobody leaves for nothing, or to where nothing can be bound any more.
    private boolean hasItsSeats(Preemption preemption) {
        return Stream.concat(
                        preemption.seats().stream(),
                        preemption.moves().stream().flatMap(move -> move.seats().stream()))
                .allMatch(seat -> takesReplicas(seat.node()));
    }

    private boolean takesReplicas(NodeId id) {
        NodeView node = fresh.nodes().get(id);
        return node != null && !node.closed();
    }
}
