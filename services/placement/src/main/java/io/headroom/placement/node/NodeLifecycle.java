package io.headroom.placement.node;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.node.NodeStateChanged;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.placement.binding.BoundReplica;
import io.headroom.placement.binding.ReplicaTable;
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

    Uni<Void> changed(Mutiny.Session session, NodeStateChanged event) {
        Node node = event.node();
        boolean closed = !takesReplicas(node.state());
        commits.after(session, desired::wake);
        return nodes.put(session, node, closed)
                .chain(newer -> newer ? follow(session, node, event) : Uni.createFrom().voidItem());
    }

    private Uni<Void> follow(Mutiny.Session session, Node node, NodeStateChanged event) {
        return switch (node.state()) {
            // A gang starts when all its nodes are ready: the others must hear of it.
            case READY -> raisePeers(session, node);
            case TERMINATING, TERMINATED, FAILED, WARM ->
                    requeue.lost(session, node.id(), event.why().message());
            // What runs on a draining node may run on until it must leave.
            case REQUESTED, LAUNCHING, BOOTING, DRAINING -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> raisePeers(Mutiny.Session session, Node node) {
        return replicas.onNodes(session, List.of(node.id()))
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

    private static boolean takesReplicas(NodeState state) {
        return state.isUsable();
    }
}
