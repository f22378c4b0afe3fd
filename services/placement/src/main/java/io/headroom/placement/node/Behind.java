package io.headroom.placement.node;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.headroom.contracts.node.DesiredState;
import io.headroom.contracts.node.MigInstance;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.node.ReplicaAssignment;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.placement.picture.BoundReplica;
import io.headroom.platform.leader.Epoch;

/// Nodes whose desired states are behind, and what is bound to them.
record Behind(
        List<NodeView> nodes,
        List<BoundReplica> replicas,
        Map<WorkloadId, Workload> workloads,
        Map<NodeId, NodeView> known) {

    static final Behind NOTHING = new Behind(List.of(), List.of(), Map.of(), Map.of());

    static Behind of(
            List<NodeView> behind,
            List<BoundReplica> replicas,
            List<Workload> live,
            List<NodeView> known) {
        Map<WorkloadId, Workload> byId = new LinkedHashMap<>();
        live.forEach(w -> byId.put(w.id(), w));
        Map<NodeId, NodeView> nodesById = new LinkedHashMap<>();
        known.forEach(n -> nodesById.put(n.node().id(), n));
        return new Behind(behind, replicas, byId, nodesById);
    }

    /// What a node is to run.
    DesiredState desired(NodeView view, Epoch epoch) {
        NodeId id = view.node().id();
        List<ReplicaAssignment> wanted = new ArrayList<>();
        for (BoundReplica replica : replicas) {
            Workload workload = workloads.get(replica.workload());
            if (replica.node().equals(id) && workload != null && !replica.isOver()) {
                List<BoundReplica> all = all(replica.workload());
                if (!workload.spec().gang() || allReady(workload, all)) {
                    wanted.add(assignment(replica, workload, all));
                }
            }
        }
        return new DesiredState(
                id, epoch.number(), view.generation(), wanted, view.reportsSeen(), view.bootId());
    }

    private List<BoundReplica> all(WorkloadId id) {
        return replicas.stream()
                .filter(r -> r.workload().equals(id))
                .sorted(Comparator.comparingInt(BoundReplica::replica))
                .toList();
    }

    /// A gang starts when every replica has a ready node; once it runs, a draining one goes on.
    private boolean allReady(Workload workload, List<BoundReplica> all) {
        return all.size() == workload.spec().replicas()
                && all.stream()
                        .allMatch(
                                r -> {
                                    NodeView node = known.get(r.node());
                                    return node != null
                                            && (node.node().state() == NodeState.READY
                                                    || node.node().state() == NodeState.DRAINING);
                                });
    }

    /// Where other nodes reach it; its id while nobody knows.
    private String address(BoundReplica replica) {
        NodeView node = known.get(replica.node());
        String reached = node == null ? null : node.node().address();
        return reached == null ? replica.node().toString() : reached;
    }

    private ReplicaAssignment assignment(
            BoundReplica replica, Workload workload, List<BoundReplica> all) {
        return new ReplicaAssignment(
                replica.workload(),
                replica.replica(),
                replica.attempt(),
                replica.devices(),
                replica.milliGpu(),
                workload.shape().gpuMemoryMib(),
                workload.spec().cpuMillis(),
                workload.spec().memoryMib(),
                workload.spec().replicas(),
                all.stream().map(this::address).toList(),
                workload.spec().run(),
                MigInstance.of(workload.shape().mig(), replica.slot()),
                workload.spec().expectedDuration());
    }
}
