package io.headroom.placement.workload;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadFinished;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.contracts.workload.WorkloadSubmitted;
import io.headroom.placement.binding.BindingLoop;
import io.headroom.placement.binding.ReplicaTable;
import io.headroom.placement.sql.OneWriter;
import io.headroom.platform.database.Commits;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.outbox.Outbox;
import io.headroom.platform.rest.Idempotency;
import io.headroom.platform.rest.IdempotencyKey;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.rest.Reply;
import io.headroom.platform.security.Caller;

/// Takes workloads in and, when their tenant says so, out again.
@Singleton
class WorkloadLifecycle {

    private final Transactions transactions;
    private final Commits commits;
    private final Outbox outbox;
    private final Idempotency idempotency;
    private final Admission admission;
    private final WorkloadTable table;
    private final ReplicaTable replicas;
    private final Story story;
    private final BindingLoop loop;
    private final InstantSource clock;

    @Inject
    WorkloadLifecycle(
            Transactions transactions,
            Commits commits,
            Outbox outbox,
            Idempotency idempotency,
            Admission admission,
            WorkloadTable table,
            ReplicaTable replicas,
            Story story,
            BindingLoop loop,
            InstantSource clock) {
        this.transactions = transactions;
        this.commits = commits;
        this.outbox = outbox;
        this.idempotency = idempotency;
        this.admission = admission;
        this.table = table;
        this.replicas = replicas;
        this.story = story;
        this.loop = loop;
        this.clock = clock;
    }

    /// Stores the workload and says so, or refuses it and changes nothing.
    Uni<Reply> accept(WorkloadSpec spec, Caller caller, Optional<IdempotencyKey> key) {
        return transactions.inTenant(
                spec.tenant(),
                session ->
                        idempotency.once(
                                session, key, caller, spec, () -> store(session, spec, caller)));
    }

    private Uni<Reply> store(Mutiny.Session session, WorkloadSpec spec, Caller caller) {
        Workload workload =
                Life.submitted(new WorkloadId(UUID.randomUUID()), spec, clock.instant());
        commits.after(session, loop::wake);
        return admission
                .check(session, spec)
                .chain(() -> table.insert(session, workload, caller.name()))
                .chain(
                        () ->
                                story.tell(
                                        session,
                                        List.of(
                                                Story.Told.of(
                                                        workload,
                                                        workload.createdAt(),
                                                        "submitted",
                                                        "by " + caller.name()))))
                .chain(() -> outbox.add(session, new WorkloadSubmitted(workload)))
                .replaceWith(
                        () ->
                                Reply.created(
                                        URI.create("/api/v1/workloads/" + workload.id()),
                                        WorkloadView.of(workload),
                                        workload.version()));
    }

    Uni<Reply> cancel(WorkloadId id, Caller caller) {
        return transactions.inTenant(
                caller.tenant(),
                session ->
                        OneWriter.enter(session)
                                .chain(() -> table.lock(session, id))
                                .chain(
                                        found -> {
                                            Workload workload =
                                                    found.orElseThrow(
                                                            () -> Problem.notFound("workload", id));
                                            return workload.state().isFinal()
                                                    ? Uni.createFrom().item(workload)
                                                    : end(session, workload, caller);
                                        })
                                .map(w -> Reply.ok(WorkloadView.of(w), w.version())));
    }

    private Uni<Workload> end(Mutiny.Session session, Workload workload, Caller caller) {
        Workload cancelled = Life.cancelled(workload, clock.instant());
        commits.after(session, loop::wake);
        return replicas.free(session, List.of(workload.id()))
                .chain(() -> table.update(session, List.of(cancelled)))
                .chain(
                        () ->
                                story.tell(
                                        session,
                                        List.of(
                                                Story.Told.of(
                                                        cancelled,
                                                        clock.instant(),
                                                        "cancelled",
                                                        "by " + caller.name()))))
                .chain(() -> outbox.add(session, new WorkloadFinished(cancelled)))
                .replaceWith(cancelled);
    }
}
