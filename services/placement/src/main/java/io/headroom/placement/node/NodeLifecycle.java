package io.headroom.placement.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeStateChanged;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.placement.picture.BoundReplica;
import io.headroom.placement.picture.ReplicaTable;
import io.headroom.placement.workload.Requeue;
import io.headroom.platform.database.Commits;

/// What a node's change of state means for what is bound to it.
@Singleton
class NodeLifecycle {

    private final NodeTable nodes;
    private final ReplicaTable replicas;
    private final Requeue requeue;
    private final Commits commits;
    private final DesiredStateWriter desired;

    @Inject
    NodeLifecycle(
            NodeTable nodes,
            ReplicaTable replicas,
            Requeue requeue,
            Commits commits,
            DesiredStateWriter desired) {
        this.nodes = nodes;
        this.replicas = replicas;
        this.requeue = requeue;
        this.commits = commits;
        this.desired = desired;
    }

    /// Takes changes in the order in which they were said, with one statement for all of them.
    Uni<Void> changed(Mutiny.Session session, List<NodeStateChanged> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<NodeId, NodeTable.NewRow> newest = new LinkedHashMap<>();
        events.forEach(
                event ->
                        newest.merge(
                                event.node().id(),
                                NodeTable.NewRow.of(event.node()),
                                NodeLifecycle::later));
        commits.after(session, desired::wake);
        return nodes.put(session, newest.values())
                .chain(
                        news ->
                                follow(
                                        session,
                                        events.stream()
                                                .filter(e -> news.contains(e.node().id()))
                                                .toList()));
    }

    private static NodeTable.NewRow later(NodeTable.NewRow a, NodeTable.NewRow b) {
        return a.version() > b.version() ? a.after(b) : b.after(a);
    }

    private Uni<Void> follow(Mutiny.Session session, List<NodeStateChanged> events) {
        List<NodeId> ready = new ArrayList<>();
        Map<NodeId, String> lost = new LinkedHashMap<>();
        for (NodeStateChanged event : events) {
            switch (event.node().state()) {
                // A gang starts when all its nodes are ready: the others must hear of it.
                case READY -> ready.add(event.node().id());
                case TERMINATING, TERMINATED, FAILED, WARM ->
                        lost.putIfAbsent(event.node().id(), event.why().message());
                // What runs on a draining node may run on until it must leave.
                case REQUESTED, LAUNCHING, BOOTING, DRAINING -> {}
            }
        }
        Uni<Void> all = raisePeers(session, ready);
        for (Map.Entry<NodeId, String> node : lost.entrySet()) {
            all = all.chain(() -> requeue.lost(session, node.getKey(), node.getValue()));
        }
        return all;
    }

    private Uni<Void> raisePeers(Mutiny.Session session, List<NodeId> ready) {
        return replicas.onNodes(session, ready)
                .chain(
                        bound -> {
                            Set<WorkloadId> ids =
                                    bound.stream()
                                            .map(BoundReplica::workload)
                                            .collect(Collectors.toSet());
                            return replicas.ofWorkloads(session, ids);
                        })
                .chain(
                        all ->
                                nodes.raise(
                                        session,
                                        all.stream().map(BoundReplica::node).distinct().toList()))
                .replaceWithVoid();
    }
}
