package io.headroom.placement.log;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.agent.LogPiece;
import io.headroom.contracts.agent.LogWanted;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.placement.picture.BoundReplica;
import io.headroom.placement.picture.ReplicaTable;
import io.headroom.placement.workload.WorkloadTable;
import io.headroom.platform.bus.BusAway;
import io.headroom.platform.bus.BusConnection;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.security.Caller;
import io.headroom.platform.service.ThisService;

/// Puts together what the replicas of a workload wrote: asks the nodes of those that are placed, and remembers the ends of those that are over.
@Singleton
class Logs {

    /// A node answers from its disk; one that is cut off must not hold up the others' answers for longer.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /// So many pieces fit into one answer.
    private static final int MOST_REPLICAS = 32;

    private final Transactions transactions;
    private final WorkloadTable workloads;
    private final ReplicaTable replicas;
    private final TailTable tails;
    private final BusConnection bus;
    private final ThisService self;

    @Inject
    Logs(
            Transactions transactions,
            WorkloadTable workloads,
            ReplicaTable replicas,
            TailTable tails,
            BusConnection bus,
            ThisService self) {
        this.transactions = transactions;
        this.workloads = workloads;
        this.replicas = replicas;
        this.tails = tails;
        this.bus = bus;
        this.self = self;
    }

    private record Found(List<BoundReplica> placed, List<TailTable.Row> over) {}

    Uni<List<LogView>> of(Caller caller, WorkloadId id, LogQuery.Wanted wanted) {
        return transactions
                .inTenant(caller.tenant(), session -> find(session, id))
                .chain(found -> gather(found, wanted));
    }

    private Uni<Found> find(Mutiny.Session session, WorkloadId id) {
        return workloads
                .find(session, id)
                .map(found -> found.orElseThrow(() -> Problem.notFound("workload", id)))
                .chain(_ -> replicas.ofWorkloads(session, List.of(id)))
                .chain(placed -> tails.of(session, id).map(over -> new Found(placed, over)));
    }

    private Uni<List<LogView>> gather(Found found, LogQuery.Wanted wanted) {
        List<LogView> kept =
                found.over().stream()
                        .filter(row -> wanted.has(row.replica()))
                        .filter(row -> found.placed().stream().noneMatch(r -> isSame(r, row)))
                        .map(row -> LogView.of(row, wanted.bytes()))
                        .toList();
        List<Uni<LogView>> asked =
                found.placed().stream()
                        .filter(replica -> wanted.has(replica.replica()))
                        .sorted(Comparator.comparingInt(BoundReplica::replica))
                        .limit(MOST_REPLICAS)
                        .map(replica -> ask(replica, wanted))
                        .toList();
        return asked.isEmpty()
                ? Uni.createFrom().item(inOrder(kept, List.of()))
                : Uni.join().all(asked).andFailFast().map(answers -> inOrder(kept, answers));
    }

    private static boolean isSame(BoundReplica replica, TailTable.Row row) {
        return replica.replica() == row.replica() && replica.attempt() == row.attempt();
    }

    private static List<LogView> inOrder(List<LogView> kept, List<LogView> answers) {
        List<LogView> all = new ArrayList<>(kept);
        all.addAll(answers);
        all.sort(Comparator.comparingInt(LogView::replica).thenComparingInt(LogView::attempt));
        return all;
    }

    private Uni<LogView> ask(BoundReplica replica, LogQuery.Wanted wanted) {
        LogWanted question =
                new LogWanted(
                        replica.workload(),
                        replica.replica(),
                        replica.attempt(),
                        wanted.after(),
                        wanted.bytes());
        String subject = "headroom." + self.cell() + ".ask." + replica.node();
        return Uni.createFrom()
                .completionStage(() -> bus.ask(subject, bytes(question), PATIENCE))
                .map(answer -> LogView.of(replica, piece(answer)))
                .onFailure(BusAway.class)
                .recoverWithItem(e -> LogView.unanswered(replica, String.valueOf(e.getMessage())))
                .onFailure()
                .recoverWithItem(
                        _ ->
                                LogView.unanswered(
                                        replica,
                                        "the node is not there yet, or did not answer within "
                                                + PATIENCE.toSeconds()
                                                + " s"));
    }

    private static LogPiece piece(byte[] answer) {
        try {
            return HeadroomJson.tolerant().readValue(answer, LogPiece.class);
        } catch (IOException e) {
            throw new IllegalArgumentException("not a piece of a log", e);
        }
    }

    private static byte[] bytes(LogWanted question) {
        try {
            return HeadroomJson.mapper().writeValueAsBytes(question);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of the contracts cannot be written", e);
        }
    }
}
