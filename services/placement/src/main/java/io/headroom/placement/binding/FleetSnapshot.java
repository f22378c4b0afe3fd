package io.headroom.placement.binding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.LaneSpec;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.PlacementPolicy;
import io.headroom.placement.node.NodeView;
import io.headroom.placement.sql.Declared;

/// All that one turn of the loop decides from, as it stood at one instant.
///
/// @param writers how many had changed it when it was loaded
/// @param said the shortfall of each lane as it was said last
record FleetSnapshot(
        long writers,
        Map<WorkloadId, Workload> workloads,
        Map<NodeId, NodeView> nodes,
        List<BoundReplica> replicas,
        List<Declared<LaneSpec>> lanes,
        Map<String, ShortfallTable.Last> said) {

    /// What is loaded, one query after the other: a session does one thing at a time.
    static final class Draft {
        long writers;
        List<Workload> workloads = List.of();
        List<NodeView> nodes = List.of();
        List<BoundReplica> replicas = List.of();
        List<Declared<LaneSpec>> lanes = List.of();

        FleetSnapshot with(Map<String, ShortfallTable.Last> said) {
            Map<WorkloadId, Workload> byId = new LinkedHashMap<>();
            workloads.forEach(w -> byId.put(w.id(), w));
            Map<NodeId, NodeView> nodesById = new LinkedHashMap<>();
            nodes.forEach(n -> nodesById.put(n.node().id(), n));
            return new FleetSnapshot(writers, byId, nodesById, replicas, lanes, said);
        }
    }

    /// Nodes that may take replicas, with what they hold.
    Fleet fleet() {
        Map<NodeId, List<Hold>> holds = new LinkedHashMap<>();
        for (BoundReplica replica : replicas) {
            Workload workload = workloads.get(replica.workload());
            if (workload != null && !replica.isOver()) {
                holds.computeIfAbsent(replica.node(), _ -> new ArrayList<>())
                        .add(hold(replica, workload));
            }
        }
        return new Fleet(
                nodes.values().stream()
                        .filter(n -> !n.closed())
                        .map(n -> Node.of(n.node(), holds.getOrDefault(n.node().id(), List.of())))
                        .toList());
    }

    private static Hold hold(BoundReplica replica, Workload workload) {
        return new Hold(
                workload.id(),
                replica.replica(),
                workload.spec().tenant(),
                workload.spec().environment(),
                workload.shape(),
                replica.devices(),
                ends(workload));
    }

    private static @Nullable Instant ends(Workload workload) {
        Instant started = workload.startedAt();
        return started == null || workload.spec().expectedDuration() == null
                ? null
                : started.plus(workload.spec().expectedDuration());
    }

    /// Workloads of which replicas have no place.
    Queue queue() {
        Map<WorkloadId, List<Integer>> bound = new LinkedHashMap<>();
        for (BoundReplica replica : replicas) {
            bound.computeIfAbsent(replica.workload(), _ -> new ArrayList<>())
                    .add(replica.replica());
        }
        List<Waiting> waiting = new ArrayList<>();
        for (Workload workload : workloads.values()) {
            List<Integer> placed = bound.getOrDefault(workload.id(), List.of());
            List<Integer> left =
                    IntStream.range(0, workload.spec().replicas())
                            .filter(r -> !placed.contains(r))
                            .boxed()
                            .toList();
            if (!left.isEmpty()) {
                waiting.add(Waiting.of(workload, left));
            }
        }
        return new Queue(waiting);
    }

    PlacementPolicy policy() {
        return PlacementPolicy.DEFAULTS.withLanes(
                lanes.stream().map(l -> new PlacementPolicy.Lane(l.name(), l.spec())).toList());
    }

    long seenNodeVersion() {
        return nodes.values().stream().mapToLong(n -> n.node().version()).max().orElse(0);
    }
}
