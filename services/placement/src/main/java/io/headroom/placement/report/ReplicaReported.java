package io.headroom.placement.report;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.agent.ReplicaReport;
import io.headroom.contracts.workload.PendingReason;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.placement.deadline.DeadlineCount;
import io.headroom.placement.eta.ToldTable;
import io.headroom.placement.node.NodeTable;
import io.headroom.placement.picture.ReplicaTable;
import io.headroom.placement.workload.Requeue;
import io.headroom.placement.workload.Story;
import io.headroom.placement.workload.WorkloadTable;
import io.headroom.platform.database.Commits;
import io.headroom.platform.outbox.Outbox;

/// Turns what nodes report of replicas into what happens to workloads, a batch at a time. Nobody else does.
@Singleton
final class ReplicaReported {

    private final WorkloadTable workloads;
    private final ReplicaTable replicas;
    private final NodeTable nodes;
    private final Requeue requeue;
    private final Story story;
    private final ToldTable told;
    private final DeadlineCount deadlines;
    private final WaitMeter waits;
    private final Commits commits;
    private final Outbox outbox;
    private final InstantSource clock;

    @Inject
    ReplicaReported(
            WorkloadTable workloads,
            ReplicaTable replicas,
            NodeTable nodes,
            Requeue requeue,
            Story story,
            ToldTable told,
            DeadlineCount deadlines,
            WaitMeter waits,
            Commits commits,
            Outbox outbox,
            InstantSource clock) {
        this.workloads = workloads;
        this.replicas = replicas;
        this.nodes = nodes;
        this.requeue = requeue;
        this.story = story;
        this.told = told;
        this.deadlines = deadlines;
        this.waits = waits;
        this.commits = commits;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// @param reports in the order in which each node sent them, none of them twice
    Uni<Void> take(Mutiny.Session session, List<ReplicaReport> reports) {
        List<WorkloadId> ids = reports.stream().map(ReplicaReport::workload).distinct().toList();
        return workloads
                .lockLive(session, ids)
                .chain(
                        live ->
                                replicas.ofWorkloads(session, ids)
                                        .map(bound -> new Reported(live, bound, clock.instant())))
                .invoke(reported -> reports.forEach(reported::take))
                .chain(reported -> write(session, reported));
    }

    private Uni<Void> write(Mutiny.Session session, Reported reported) {
        commits.after(
                session,
                () -> {
                    deadlines.add(reported.deadlines);
                    waits.count(reported.events);
                });
        Map<Workload, Long> changed = new LinkedHashMap<>();
        reported.changed.forEach((id, was) -> changed.put(reported.workload(id), was));
        return replicas.reported(session, reported.states)
                .chain(() -> nodes.onDisk(session, onDisk(reported)))
                .chain(() -> replicas.free(session, reported.over))
                .chain(() -> workloads.update(session, changed))
                .chain(() -> story.tell(session, reported.story))
                .chain(() -> told.came(session, reported.came))
                .chain(() -> outbox.add(session, reported.events))
                .chain(() -> requeue(session, reported));
    }

    private static List<NodeTable.OnDiskRow> onDisk(Reported reported) {
        List<NodeTable.OnDiskRow> rows = new ArrayList<>();
        reported.onDisk.forEach(
                (node, names) ->
                        rows.add(new NodeTable.OnDiskRow(node.value(), List.copyOf(names))));
        return rows;
    }

    private Uni<Void> requeue(Mutiny.Session session, Reported reported) {
        return Multi.createFrom()
                .iterable(reported.interrupted.values())
                .onItem()
                .transformToUniAndConcatenate(
                        report ->
                                requeue.again(
                                        session,
                                        List.of(report.workload()),
                                        reported.replicas(report.workload()),
                                        new PendingReason.NodeLost(report.node().toString()),
                                        report.message()))
                .collect()
                .asList()
                .replaceWithVoid();
    }
}
