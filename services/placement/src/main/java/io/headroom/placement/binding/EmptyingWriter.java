package io.headroom.placement.binding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReleased;
import io.headroom.contracts.node.NodeRetained;
import io.headroom.contracts.workload.PendingReason;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadNoticeGiven;
import io.headroom.contracts.workload.WorkloadState;
import io.headroom.engine.placement.emptying.Emptying;
import io.headroom.engine.placement.emptying.EmptyingPlan;
import io.headroom.engine.placement.emptying.EmptyingPlan.Leaves;
import io.headroom.engine.placement.emptying.EmptyingPlan.Stays;
import io.headroom.engine.placement.preemption.Preemption.Victim;
import io.headroom.placement.emptying.EmptyingTable;
import io.headroom.placement.node.NodeTable;
import io.headroom.placement.picture.FleetSnapshot;
import io.headroom.placement.picture.ReplicaTable;
import io.headroom.placement.workload.Requeue;
import io.headroom.placement.workload.Story;
import io.headroom.platform.database.Commits;
import io.headroom.platform.outbox.Outbox;

/// Carries out what a plan says of nodes that are emptied: a notice first, after the grace back into the queue, from where the very next plan
/// takes the places that are kept; and the node is let go once nothing is bound to it. Who asked is answered either way.
@Singleton
final class EmptyingWriter {

    private final EmptyingTable table;
    private final NodeTable nodes;
    private final ReplicaTable replicas;
    private final Requeue requeue;
    private final Story story;
    private final Outbox outbox;
    private final Commits commits;
    private final EmptyingMeter meter;

    @Inject
    EmptyingWriter(
            EmptyingTable table,
            NodeTable nodes,
            ReplicaTable replicas,
            Requeue requeue,
            Story story,
            Outbox outbox,
            Commits commits,
            EmptyingMeter meter) {
        this.table = table;
        this.nodes = nodes;
        this.replicas = replicas;
        this.requeue = requeue;
        this.story = story;
        this.outbox = outbox;
        this.commits = commits;
        this.meter = meter;
    }

    static boolean changes(FleetSnapshot snapshot, EmptyingPlan plan) {
        return !plan.leaves().isEmpty()
                || !plan.done().isEmpty()
                || !plan.stays().isEmpty()
                || !new HashSet<>(plan.underWay())
                        .equals(new HashSet<>(snapshot.emptying().underWay()));
    }

    Uni<Void> write(
            Mutiny.Session session, FleetSnapshot snapshot, EmptyingPlan plan, Instant now) {
        if (!changes(snapshot, plan)) {
            return Uni.createFrom().voidItem();
        }
        commits.after(session, () -> meter.count(plan));
        List<Event> events = new ArrayList<>();
        List<Story.Told> told = new ArrayList<>();
        List<NodeId> answered = new ArrayList<>();
        for (Emptying emptying : plan.underWay()) {
            answered.add(emptying.node());
            if (!snapshot.emptying().underWay().contains(emptying)) {
                notice(snapshot, emptying, now, events, told);
            }
        }
        for (Emptying done : plan.done()) {
            answered.add(done.node());
            events.add(released(done));
        }
        for (Stays stays : plan.stays()) {
            answered.add(stays.node());
            events.add(new NodeRetained(stays.node(), stays.nodeVersion(), stays.because()));
            spare(snapshot, stays, now, told);
        }
        return table.replace(session, plan.underWay())
                .chain(() -> table.answered(session, answered))
                .chain(() -> table.note(session, plan.leaves(), now))
                .chain(() -> story.tell(session, told))
                .chain(() -> outbox.add(session, events))
                .chain(() -> close(session, plan.done()))
                .chain(() -> move(session, plan.leaves()));
    }

    private static NodeReleased released(Emptying done) {
        return new NodeReleased(
                done.node(),
                done.nodeVersion(),
                done.victims().isEmpty()
                        ? null
                        : new NodeReleased.Emptied(
                                done.victims().size(), done.worth().loses(), done.worth().saves()));
    }

    private static void notice(
            FleetSnapshot snapshot,
            Emptying decided,
            Instant now,
            List<Event> events,
            List<Story.Told> told) {
        for (Victim victim : decided.victims()) {
            Workload workload = snapshot.workloads().get(victim.workload());
            if (workload != null) {
                events.add(
                        new WorkloadNoticeGiven(
                                workload,
                                workload.id(),
                                decided.notBefore(),
                                decided.why(),
                                true,
                                decided.node()));
                told.add(
                        Story.Told.of(
                                workload,
                                now,
                                "must move",
                                "so that node "
                                        + decided.node()
                                        + " may go, at "
                                        + decided.notBefore()
                                        + ": "
                                        + decided.why()));
            }
        }
    }

    /// Of a node that is not emptied any more, those that have not left stay.
    private static void spare(
            FleetSnapshot snapshot, Stays stays, Instant now, List<Story.Told> told) {
        snapshot.emptying().underWay().stream()
                .filter(emptying -> emptying.node().equals(stays.node()))
                .flatMap(emptying -> emptying.victims().stream())
                .forEach(
                        victim -> {
                            Workload workload = snapshot.workloads().get(victim.workload());
                            if (workload != null
                                    && workload.attempt() == victim.attempt()
                                    && workload.state() != WorkloadState.PENDING) {
                                told.add(
                                        Story.Told.of(
                                                workload,
                                                now,
                                                "stays",
                                                "node "
                                                        + stays.node()
                                                        + " is not emptied any more: "
                                                        + stays.because()));
                            }
                        });
    }

    private Uni<Void> close(Mutiny.Session session, List<Emptying> done) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Emptying one : done) {
            all = all.chain(() -> nodes.close(session, one.node())).replaceWithVoid();
        }
        return all;
    }

    /// One after the other: each has its own reason.
    private Uni<Void> move(Mutiny.Session session, List<Leaves> leaves) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Leaves one : leaves) {
            List<WorkloadId> id = List.of(one.workload());
            PendingReason reason = new PendingReason.MovedOff(one.node(), one.why());
            all =
                    all.chain(
                            () ->
                                    replicas.ofWorkloads(session, id)
                                            .chain(
                                                    bound ->
                                                            requeue.again(
                                                                    session,
                                                                    id,
                                                                    bound,
                                                                    reason,
                                                                    reason.message())));
        }
        return all;
    }
}
