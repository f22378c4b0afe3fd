package io.headroom.placement.workload;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.capacity.ShortfallUnmet;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.PendingReason;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadPreempted;
import io.headroom.contracts.workload.WorkloadState;
import io.headroom.placement.picture.BoundReplica;
import io.headroom.placement.picture.ReplicaTable;
import io.headroom.platform.outbox.Outbox;

/// Puts workloads back into the queue, and writes down why they wait.
@Singleton
public final class Requeue {

    private final WorkloadTable workloads;
    private final ReplicaTable replicas;
    private final Story story;
    private final Outbox outbox;
    private final InstantSource clock;

    @Inject
    Requeue(
            WorkloadTable workloads,
            ReplicaTable replicas,
            Story story,
            Outbox outbox,
            InstantSource clock) {
        this.workloads = workloads;
        this.replicas = replicas;
        this.story = story;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// A node is gone: what was bound to it waits again.
    public Uni<Void> lost(Mutiny.Session session, NodeId node, String why) {
        return replicas.onNodes(session, List.of(node))
                .chain(
                        bound -> {
                            List<WorkloadId> ids =
                                    bound.stream()
                                            .filter(r -> !r.isOver())
                                            .map(BoundReplica::workload)
                                            .distinct()
                                            .toList();
                            return again(
                                    session,
                                    ids,
                                    bound,
                                    new PendingReason.NodeLost(node.toString()),
                                    why);
                        });
    }

    /// Takes the given replicas (a gang's: all of them) off their nodes; the workloads wait again.
    public Uni<Void> again(
            Mutiny.Session session,
            List<WorkloadId> ids,
            List<BoundReplica> lost,
            PendingReason reason,
            String why) {
        Instant now = clock.instant();
        return workloads
                .lockLive(session, ids)
                .chain(
                        live -> {
                            List<Workload> back =
                                    live.stream()
                                            .filter(
                                                    w ->
                                                            w.state() != WorkloadState.PENDING
                                                                    || hasLost(w, lost))
                                            .map(w -> Life.again(w, reason))
                                            .toList();
                            return workloads
                                    .update(session, back)
                                    .chain(() -> free(session, back, lost))
                                    .chain(
                                            () ->
                                                    story.tell(
                                                            session,
                                                            back.stream()
                                                                    .map(
                                                                            w ->
                                                                                    Story.Told.of(
                                                                                            w,
                                                                                            now,
                                                                                            "lost its place",
                                                                                            why))
                                                                    .toList()))
                                    .chain(
                                            () ->
                                                    outbox.add(
                                                            session,
                                                            back.stream()
                                                                    .map(WorkloadPreempted::new)
                                                                    .toList()));
                        });
    }

    private static boolean hasLost(Workload workload, List<BoundReplica> lost) {
        return lost.stream().anyMatch(r -> r.workload().equals(workload.id()));
    }

    private Uni<Void> free(Mutiny.Session session, List<Workload> back, List<BoundReplica> lost) {
        // A restart counts for the whole workload: replicas of different attempts never mix.
        return lost.isEmpty() || back.isEmpty()
                ? Uni.createFrom().voidItem()
                : replicas.free(session, back.stream().map(Workload::id).toList());
    }

    /// Provisioning says what it does not buy, and why.
    public Uni<Void> unmet(Mutiny.Session session, ShortfallUnmet unmet) {
        Map<WorkloadId, PendingReason> reasons = new LinkedHashMap<>();
        unmet.items()
                .forEach(item -> item.workloads().forEach(id -> reasons.put(id, item.reason())));
        return workloads
                .lockLive(session, reasons.keySet())
                .chain(live -> waits(session, live, reasons));
    }

    private Uni<Void> waits(
            Mutiny.Session session, List<Workload> live, Map<WorkloadId, PendingReason> reasons) {
        Instant now = clock.instant();
        List<Workload> changed = new ArrayList<>();
        List<Story.Told> told = new ArrayList<>();
        for (Workload workload : live) {
            PendingReason reason = reasons.get(workload.id());
            if (workload.state() == WorkloadState.PENDING
                    && reason != null
                    && !reason.equals(workload.pendingReason())) {
                changed.add(Life.waiting(workload, reason));
                told.add(Story.Told.of(workload, now, "waits", reason.message()));
            }
        }
        return workloads
                .update(session, changed)
                .chain(() -> story.tell(session, told))
                .replaceWithVoid();
    }
}
