package io.headroom.placement.binding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.workload.PendingReason;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadNoticeGiven;
import io.headroom.engine.placement.PlacementPlan;
import io.headroom.engine.placement.PlacementPlan.Eviction;
import io.headroom.engine.placement.preemption.Preemption;
import io.headroom.placement.picture.FleetSnapshot;
import io.headroom.placement.picture.ReplicaTable;
import io.headroom.placement.preemption.PreemptionTable;
import io.headroom.placement.workload.Requeue;
import io.headroom.placement.workload.Story;
import io.headroom.platform.outbox.Outbox;

/// Carries out what a plan says of those that must leave: a notice first, and after the grace back into the queue.
@Singleton
final class MakingRoom {

    private final PreemptionTable table;
    private final ReplicaTable replicas;
    private final Requeue requeue;
    private final Story story;
    private final Outbox outbox;

    @Inject
    MakingRoom(
            PreemptionTable table,
            ReplicaTable replicas,
            Requeue requeue,
            Story story,
            Outbox outbox) {
        this.table = table;
        this.replicas = replicas;
        this.requeue = requeue;
        this.story = story;
        this.outbox = outbox;
    }

    static boolean changes(FleetSnapshot snapshot, PlacementPlan plan) {
        return !plan.evictions().isEmpty() || !plan.preemptions().equals(snapshot.preemptions());
    }

    Uni<Void> write(
            Mutiny.Session session, FleetSnapshot snapshot, PlacementPlan plan, Instant now) {
        if (!changes(snapshot, plan)) {
            return Uni.createFrom().voidItem();
        }
        List<WorkloadNoticeGiven> notices = new ArrayList<>();
        List<Story.Told> told = new ArrayList<>();
        for (Preemption preemption : plan.preemptions()) {
            if (!snapshot.preemptions().contains(preemption)) {
                notices(snapshot, preemption, now, notices, told);
            }
        }
        return table.replace(session, plan.preemptions())
                .chain(() -> story.tell(session, told))
                .chain(() -> outbox.add(session, notices))
                .chain(() -> table.note(session, plan.evictions(), now))
                .chain(() -> evict(session, plan.evictions()));
    }

    private static void notices(
            FleetSnapshot snapshot,
            Preemption preemption,
            Instant now,
            List<WorkloadNoticeGiven> notices,
            List<Story.Told> told) {
        for (Preemption.Victim victim : preemption.victims()) {
            Workload workload = snapshot.workloads().get(victim.workload());
            if (workload != null) {
                notices.add(
                        new WorkloadNoticeGiven(
                                workload, preemption.by(), preemption.notBefore(), victim.why()));
                told.add(
                        Story.Told.of(
                                workload,
                                now,
                                "must leave",
                                "for "
                                        + preemption.by()
                                        + " at "
                                        + preemption.notBefore()
                                        + ": "
                                        + victim.why()));
            }
        }
    }

    /// One after the other: each has its own reason.
    private Uni<Void> evict(Mutiny.Session session, List<Eviction> evictions) {
        Map<WorkloadId, Eviction> byVictim = new LinkedHashMap<>();
        evictions.forEach(e -> byVictim.put(e.victim(), e));
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Eviction eviction : byVictim.values()) {
            all =
                    all.chain(
                            () ->
                                    replicas.ofWorkloads(session, List.of(eviction.victim()))
                                            .chain(
                                                    bound ->
                                                            requeue.again(
                                                                    session,
                                                                    List.of(eviction.victim()),
                                                                    bound,
                                                                    new PendingReason.Preempted(
                                                                            eviction.by(),
                                                                            eviction.why()),
                                                                    "made room for "
                                                                            + eviction.by()
                                                                            + ": "
                                                                            + eviction.why())));
        }
        return all;
    }
}
