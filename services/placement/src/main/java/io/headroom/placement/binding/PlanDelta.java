package io.headroom.placement.binding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeOccupancy;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.node.Occupant;
import io.headroom.contracts.workload.PendingReason;
import io.headroom.contracts.workload.ReplicaPlacement;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.placement.PlacementPlan;
import io.headroom.placement.node.NodeView;
import io.headroom.placement.picture.FleetSnapshot;
import io.headroom.placement.picture.ReplicaTable;
import io.headroom.placement.workload.Life;
import io.headroom.placement.workload.Story;
import io.headroom.platform.database.Rows;

/// What a plan changes of a snapshot: the rows and events to write. Decides nothing.
final class PlanDelta {

    private final FleetSnapshot snapshot;
    private final PlacementPlan plan;
    private final Instant now;
    final List<ReplicaTable.NewRow> newReplicas = new ArrayList<>();
    final Map<WorkloadId, List<ReplicaPlacement>> placements = new LinkedHashMap<>();
    final List<Workload> placed = new ArrayList<>();
    final List<Workload> waiting = new ArrayList<>();
    final List<Story.Told> story = new ArrayList<>();
    private final Set<NodeId> touched = new LinkedHashSet<>();

    PlanDelta(FleetSnapshot snapshot, PlacementPlan plan, Instant now) {
        this.snapshot = snapshot;
        this.plan = plan;
        this.now = now;
        plan.placed().forEach(this::place);
        Set<WorkloadId> waitingOn =
                plan.pending().stream()
                        .map(PlacementPlan.Pending::workload)
                        .collect(Collectors.toSet());
        placements.keySet().stream()
                .filter(id -> !waitingOn.contains(id))
                .forEach(this::placedWhole);
        plan.pending().forEach(this::pending);
    }

    private void place(PlacementPlan.Placed placed) {
        Workload workload = workload(placed.workload());
        newReplicas.add(
                new ReplicaTable.NewRow(
                        workload.id().value(),
                        placed.replica(),
                        workload.attempt(),
                        placed.node().value(),
                        Rows.json(placed.devices()),
                        placed.milliGpu(),
                        placed.slot(),
                        placed.why(),
                        now));
        placements
                .computeIfAbsent(workload.id(), _ -> new ArrayList<>())
                .add(placed.asReplicaPlacement(workload.shape().mig()));
        touched.add(placed.node());
    }

    private void placedWhole(WorkloadId id) {
        Workload workload = workload(id);
        List<NodeId> onTheWay =
                placements.getOrDefault(id, List.of()).stream()
                        .map(ReplicaPlacement::node)
                        .distinct()
                        .filter(n -> state(n) != NodeState.READY)
                        .toList();
        placed.add(
                Life.placed(
                        workload,
                        onTheWay.isEmpty()
                                ? null
                                : new PendingReason.CapacityOnTheWay(onTheWay.size())));
        story.add(
                Story.Told.of(
                        workload,
                        now,
                        "placed",
                        placements.getOrDefault(id, List.of()).stream()
                                .map(p -> p.node() + " " + p.devices() + ": " + p.why())
                                .limit(16)
                                .toList()
                                .toString()));
    }

    private NodeState state(NodeId id) {
        NodeView view = snapshot.nodes().get(id);
        return view == null ? NodeState.FAILED : view.node().state();
    }

    private void pending(PlacementPlan.Pending pending) {
        Workload workload = workload(pending.workload());
        if (keepsItsReason(workload, pending.reason())) {
            return;
        }
        waiting.add(Life.waiting(workload, pending.reason()));
        boolean newKind =
                workload.pendingReason() == null
                        || workload.pendingReason().getClass() != pending.reason().getClass();
        if (newKind) {
            story.add(Story.Told.of(workload, now, "waits", pending.reason().message()));
        }
    }

    /// A budget's or pool's "no" says more than "no room": it stands until it is outdated.
    private boolean keepsItsReason(Workload workload, PendingReason reason) {
        PendingReason old = workload.pendingReason();
        return reason.equals(old)
                || (old instanceof PendingReason.BudgetDenied denied
                        && now.isBefore(denied.retryNotBefore()));
    }

    private Workload workload(WorkloadId id) {
        Workload workload = snapshot.workloads().get(id);
        if (workload == null) {
            throw new IllegalStateException("the plan names " + id + ", which is not there");
        }
        return workload;
    }

    /// What each node holds after the plan, where that is another thing than was said last.
    List<NodeOccupancy> occupancies() {
        Map<NodeId, List<Occupant>> occupants = new LinkedHashMap<>();
        Map<NodeId, Integer> replicas = new LinkedHashMap<>();
        snapshot.replicas().stream()
                .filter(r -> !r.isOver())
                .forEach(
                        r ->
                                occupy(
                                        occupants,
                                        replicas,
                                        r.node(),
                                        r.workload(),
                                        r.devices().size() * r.milliGpu()));
        plan.placed()
                .forEach(
                        p ->
                                occupy(
                                        occupants,
                                        replicas,
                                        p.node(),
                                        p.workload(),
                                        p.devices().size() * p.milliGpu()));
        List<NodeOccupancy> said = new ArrayList<>();
        for (NodeView view : snapshot.nodes().values()) {
            NodeId id = view.node().id();
            int count = replicas.getOrDefault(id, 0);
            List<Occupant> held = occupants.getOrDefault(id, List.of());
            int milli = held.stream().mapToInt(Occupant::milliGpu).sum();
            if (touched.contains(id) || view.holdsOther(count, milli)) {
                said.add(
                        new NodeOccupancy(
                                id,
                                view.occupancyVersion() + 1,
                                now,
                                count,
                                milli,
                                held,
                                count == 0 ? now : null));
            }
        }
        return said;
    }

    private void occupy(
            Map<NodeId, List<Occupant>> occupants,
            Map<NodeId, Integer> replicas,
            NodeId node,
            WorkloadId id,
            int milli) {
        Workload workload = snapshot.workloads().get(id);
        if (workload != null) {
            occupants
                    .computeIfAbsent(node, _ -> new ArrayList<>())
                    .add(
                            new Occupant(
                                    id,
                                    workload.spec().tenant(),
                                    workload.spec().environment(),
                                    workload.spec().workloadClass(),
                                    milli));
            replicas.merge(node, 1, Integer::sum);
        }
    }
}
