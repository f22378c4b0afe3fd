package io.headroom.placement.workload;

import java.time.InstantSource;
import java.util.List;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.workload.EndReason;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadFinished;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.placement.binding.BindingLoop;
import io.headroom.placement.eta.ToldTable;
import io.headroom.placement.picture.ReplicaTable;
import io.headroom.placement.sql.OneWriter;
import io.headroom.platform.database.Commits;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.outbox.Outbox;
import io.headroom.platform.rest.IfMatch;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.rest.Reply;
import io.headroom.platform.security.Caller;

/// Takes workloads out again when their tenant says so.
@Singleton
class WorkloadLifecycle {

    private final Transactions transactions;
    private final Commits commits;
    private final Outbox outbox;
    private final WorkloadTable table;
    private final ReplicaTable replicas;
    private final Story story;
    private final ToldTable told;
    private final BindingLoop loop;
    private final InstantSource clock;

    @Inject
    WorkloadLifecycle(
            Transactions transactions,
            Commits commits,
            Outbox outbox,
            WorkloadTable table,
            ReplicaTable replicas,
            Story story,
            ToldTable told,
            BindingLoop loop,
            InstantSource clock) {
        this.transactions = transactions;
        this.commits = commits;
        this.outbox = outbox;
        this.table = table;
        this.replicas = replicas;
        this.story = story;
        this.told = told;
        this.loop = loop;
        this.clock = clock;
    }

    Uni<Reply> cancel(WorkloadId id, IfMatch match, Caller caller) {
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
                                            match.requireCurrent(workload.version());
                                            return workload.state().isFinal()
                                                    ? Uni.createFrom().item(workload)
                                                    : end(session, workload, caller);
                                        })
                                .map(
                                        w ->
                                                Reply.ok(
                                                        WorkloadView.of(w, null, clock.instant()),
                                                        w.version())));
    }

    private static List<ToldTable.Came> waitedInVain(Workload over) {
        return over.startedAt() == null && over.endedAt() != null
                ? List.of(ToldTable.Came.ended(over.id(), over.endedAt()))
                : List.of();
    }

    private Uni<Workload> end(Mutiny.Session session, Workload workload, Caller caller) {
        Workload cancelled =
                Life.cancelled(workload, new EndReason.Cancelled(caller.name()), clock.instant());
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
                .chain(() -> told.came(session, waitedInVain(cancelled)))
                .chain(() -> outbox.add(session, new WorkloadFinished(cancelled)))
                .replaceWith(cancelled);
    }
}
