package io.headroom.placement.binding;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.workload.PendingReason;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.placement.PlacementPlan;
import io.headroom.engine.placement.PlacementPlan.Eviction;
import io.headroom.placement.picture.FleetSnapshot;
import io.headroom.placement.picture.ReplicaTable;
import io.headroom.placement.preemption.PreemptionTable;
import io.headroom.placement.workload.Requeue;
import io.headroom.placement.workload.Story;
import io.headroom.platform.database.Commits;
import io.headroom.platform.outbox.Outbox;

/// Carries out what a plan says of those that must leave or are moved: a notice first, and after the grace back into the queue. The seats of
/// one that is moved are taken by the very next plan.
@Singleton
final class MakingRoom {

    private final PreemptionTable table;
    private final ReplicaTable replicas;
    private final Requeue requeue;
    private final Story story;
    private final Outbox outbox;
    private final Commits commits;
    private final MovesMeter meter;

    @Inject
    MakingRoom(
            PreemptionTable table,
            ReplicaTable replicas,
            Requeue requeue,
            Story story,
            Outbox outbox,
            Commits commits,
            MovesMeter meter) {
        this.table = table;
        this.replicas = replicas;
        this.requeue = requeue;
        this.story = story;
        this.outbox = outbox;
        this.commits = commits;
        this.meter = meter;
    }

    static boolean changes(FleetSnapshot snapshot, PlacementPlan plan) {
        return !plan.evictions().isEmpty() || !plan.preemptions().equals(snapshot.preemptions());
    }

    Uni<Void> write(
            Mutiny.Session session, FleetSnapshot snapshot, PlacementPlan plan, Instant now) {
        if (!changes(snapshot, plan)) {
            return Uni.createFrom().voidItem();
        }
        Notices notices = Notices.of(snapshot, plan, now);
        commits.after(session, () -> meter.count(notices, plan));
        return table.replace(session, plan.preemptions())
                .chain(() -> story.tell(session, notices.told()))
                .chain(() -> outbox.add(session, notices.given()))
                .chain(() -> table.note(session, plan.evictions(), now))
                .chain(() -> evict(session, plan));
    }

    /// One after the other: each has its own reason.
    private Uni<Void> evict(Mutiny.Session session, PlacementPlan plan) {
        Map<WorkloadId, Eviction> byVictim = new LinkedHashMap<>();
        plan.evictions().forEach(e -> byVictim.put(e.victim(), e));
        Set<WorkloadId> moved = Notices.moved(plan);
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Eviction eviction : byVictim.values()) {
            PendingReason reason =
                    moved.contains(eviction.victim())
                            ? new PendingReason.Moved(eviction.by(), eviction.why())
                            : new PendingReason.Preempted(eviction.by(), eviction.why());
            List<WorkloadId> one = List.of(eviction.victim());
            all =
                    all.chain(
                            () ->
                                    replicas.ofWorkloads(session, one)
                                            .chain(
                                                    bound ->
                                                            requeue.again(
                                                                    session,
                                                                    one,
                                                                    bound,
                                                                    reason,
                                                                    reason.message())));
        }
        return all;
    }
}
