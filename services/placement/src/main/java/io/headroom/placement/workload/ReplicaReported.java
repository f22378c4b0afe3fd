package io.headroom.placement.workload;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.agent.ReplicaReport;
import io.headroom.contracts.agent.ReplicaState;
import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.workload.PendingReason;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadFinished;
import io.headroom.contracts.workload.WorkloadStarted;
import io.headroom.contracts.workload.WorkloadState;
import io.headroom.placement.binding.BoundReplica;
import io.headroom.placement.binding.ReplicaTable;
import io.headroom.platform.outbox.Outbox;

/// Turns what nodes report of replicas into what happens to workloads. Nobody else does.
@Singleton
public final class ReplicaReported {

    private final WorkloadTable workloads;
    private final ReplicaTable replicas;
    private final Requeue requeue;
    private final Story story;
    private final Outbox outbox;
    private final InstantSource clock;

    @Inject
    ReplicaReported(
            WorkloadTable workloads,
            ReplicaTable replicas,
            Requeue requeue,
            Story story,
            Outbox outbox,
            InstantSource clock) {
        this.workloads = workloads;
        this.replicas = replicas;
        this.requeue = requeue;
        this.story = story;
        this.outbox = outbox;
        this.clock = clock;
    }

    public Uni<Void> take(Mutiny.Session session, ReplicaReport report) {
        return workloads
                .lockLive(session, List.of(report.workload()))
                .chain(
                        live ->
                                live.isEmpty() || live.getFirst().attempt() != report.attempt()
                                        ? Uni.createFrom().voidItem()
                                        : take(session, report, live.getFirst()));
    }

    private Uni<Void> take(Mutiny.Session session, ReplicaReport report, Workload workload) {
        return replicas.report(
                        session,
                        report.workload(),
                        report.replica(),
                        report.attempt(),
                        report.state())
                .chain(
                        known ->
                                known == 0
                                        ? Uni.createFrom().voidItem()
                                        : replicas.ofWorkloads(session, List.of(workload.id()))
                                                .chain(
                                                        all ->
                                                                follow(
                                                                        session, report, workload,
                                                                        all)));
    }

    private Uni<Void> follow(
            Mutiny.Session session,
            ReplicaReport report,
            Workload workload,
            List<BoundReplica> all) {
        return switch (report.state()) {
            case STARTING ->
                    workload.state() == WorkloadState.PLACED
                            ? change(
                                    session, Life.starting(workload), report, "starting", List.of())
                            : Uni.createFrom().voidItem();
            case RUNNING -> running(session, report, workload, all);
            case SUCCEEDED -> succeeded(session, report, workload, all);
            case FAILED ->
                    replicas.free(session, List.of(workload.id()))
                            .chain(() -> failed(session, report, workload));
            case STOPPED, LOST ->
                    requeue.again(
                            session,
                            List.of(workload.id()),
                            all,
                            new PendingReason.NodeLost(report.node().toString()),
                            report.message());
        };
    }

    private Uni<Void> running(
            Mutiny.Session session,
            ReplicaReport report,
            Workload workload,
            List<BoundReplica> all) {
        boolean whole =
                all.size() == workload.spec().replicas()
                        && all.stream().allMatch(r -> r.runs() || r.isOver());
        boolean first =
                workload.state() == WorkloadState.PLACED
                        || workload.state() == WorkloadState.STARTING;
        if (!whole || !first) {
            return Uni.createFrom().voidItem();
        }
        Workload running = Life.running(workload, report.at());
        return change(session, running, report, "running", List.of(new WorkloadStarted(running)));
    }

    private Uni<Void> succeeded(
            Mutiny.Session session,
            ReplicaReport report,
            Workload workload,
            List<BoundReplica> all) {
        boolean whole =
                all.size() == workload.spec().replicas()
                        && all.stream()
                                .allMatch(r -> r.state().equals(ReplicaState.SUCCEEDED.name()));
        if (!whole) {
            return Uni.createFrom().voidItem();
        }
        Workload done = Life.succeeded(workload, report.at());
        return replicas.free(session, List.of(workload.id()))
                .chain(
                        () ->
                                change(
                                        session,
                                        done,
                                        report,
                                        "succeeded",
                                        List.of(new WorkloadFinished(done))));
    }

    private Uni<Void> failed(Mutiny.Session session, ReplicaReport report, Workload workload) {
        String why =
                "replica "
                        + report.replica()
                        + " failed"
                        + (report.exitCode() == null ? "" : " with exit code " + report.exitCode())
                        + (report.message().isBlank() ? "" : ": " + report.message());
        Workload failed = Life.failed(workload, why, report.at());
        return change(session, failed, report, "failed", List.of(new WorkloadFinished(failed)));
    }

    private Uni<Void> change(
            Mutiny.Session session,
            Workload changed,
            ReplicaReport report,
            String what,
            List<Event> events) {
        Instant now = clock.instant();
        return workloads
                .update(session, List.of(changed))
                .chain(
                        () ->
                                story.tell(
                                        session,
                                        List.of(
                                                Story.Told.of(
                                                        changed,
                                                        now,
                                                        what,
                                                        report.message().isBlank()
                                                                ? "on node " + report.node()
                                                                : report.message()))))
                .chain(() -> outbox.add(session, events));
    }
}
