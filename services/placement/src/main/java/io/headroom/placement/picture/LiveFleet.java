package io.headroom.placement.picture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.placement.node.NodeTable;
import io.headroom.placement.node.NodeView;
import io.headroom.placement.workload.WorkloadTable;
import io.headroom.platform.database.Horizon;

/// The workloads that are not over, their replicas and the nodes that are not gone, in memory: each reading asks the database only for what
/// was written since the last. For one reader at a time, that has written nothing itself in the transaction it reads in.
@Singleton
final class LiveFleet {

    /// Heals what no reading could see: a database that came back older than it was. Half reads all twice as often for nothing.
    private static final Duration WHOLE_EVERY = Duration.ofMinutes(5);

    private final WorkloadTable workloadTable;
    private final NodeTable nodeTable;
    private final ReplicaTable replicaTable;

    private final SortedMap<WorkloadId, Workload> workloads = new TreeMap<>();
    private final SortedMap<NodeId, NodeView> nodes = new TreeMap<>();
    private final SortedMap<WorkloadId, List<BoundReplica>> replicas = new TreeMap<>();
    private Horizon known = Horizon.NOTHING;
    private long wholeNanos = System.nanoTime();

    @Inject
    LiveFleet(WorkloadTable workloads, NodeTable nodes, ReplicaTable replicas) {
        this.workloadTable = workloads;
        this.nodeTable = nodes;
        this.replicaTable = replicas;
    }

    /// Brings all up to what is committed now.
    ///
    /// @param now asked for in the same transaction, before
    Uni<Void> read(Mutiny.Session session, Horizon now) {
        if (System.nanoTime() - wholeNanos > WHOLE_EVERY.toNanos()) {
            forget();
        }
        Horizon since = known;
        return workloadTable
                .touched(session, since)
                .chain(changed -> replicasOf(session, changed, since))
                .chain(() -> nodeTable.touched(session, since))
                .invoke(this::takeNodes)
                .invoke(() -> known = now)
                .onFailure()
                .invoke(this::forget)
                .replaceWithVoid();
    }

    Map<WorkloadId, Workload> workloads() {
        return workloads;
    }

    Map<NodeId, NodeView> nodes() {
        return nodes;
    }

    List<BoundReplica> replicas() {
        return replicas.values().stream().flatMap(Collection::stream).toList();
    }

    private void forget() {
        known = Horizon.NOTHING;
        wholeNanos = System.nanoTime();
        workloads.clear();
        nodes.clear();
        replicas.clear();
    }

    /// A workload's replicas go and come with it: those of one that changed are read whole.
    private Uni<Void> replicasOf(Mutiny.Session session, List<Workload> changed, Horizon since) {
        for (Workload workload : changed) {
            replicas.remove(workload.id());
            if (workload.state().isFinal()) {
                workloads.remove(workload.id());
            } else {
                workloads.put(workload.id(), workload);
            }
        }
        Set<WorkloadId> live =
                changed.stream()
                        .filter(w -> !w.state().isFinal())
                        .map(Workload::id)
                        .collect(Collectors.toSet());
        return replicaTable
                .touched(session, since, live)
                .invoke(read -> read.forEach(this::take))
                .replaceWithVoid();
    }

    private void take(BoundReplica replica) {
        if (workloads.containsKey(replica.workload())) {
            List<BoundReplica> all =
                    replicas.computeIfAbsent(replica.workload(), _ -> new ArrayList<>());
            all.removeIf(r -> r.replica() == replica.replica());
            all.add(replica);
        }
    }

    private void takeNodes(List<NodeView> changed) {
        for (NodeView view : changed) {
            if (view.node().state().isFinal()) {
                nodes.remove(view.node().id());
            } else {
                nodes.put(view.node().id(), view);
            }
        }
    }
}
