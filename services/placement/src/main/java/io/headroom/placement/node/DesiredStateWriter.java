package io.headroom.placement.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.node.DesiredState;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.placement.picture.BoundReplica;
import io.headroom.placement.picture.ReplicaTable;
import io.headroom.placement.sql.OneWriter;
import io.headroom.placement.workload.WorkloadTable;
import io.headroom.platform.bus.BusConnection;
import io.headroom.platform.bus.KeyValues;
import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.loop.Loops;
import io.headroom.platform.loop.WakeableLoop;
import io.headroom.platform.service.ThisService;

/// The only writer of the key-value bucket `desired`: brings it up to what is decided, level by level.
@Singleton
public final class DesiredStateWriter {

    static final String BUCKET = "desired";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// A bucket that was lost with its server is filled again no later than this.
    private static final Duration AT_LEAST = Duration.ofSeconds(2);

    private final Loops loops;
    private final Transactions transactions;
    private final KeyValues keyValues;
    private final NodeTable nodes;
    private final ReplicaTable replicas;
    private final WorkloadTable workloads;
    private final ThisService self;
    private final AtomicBoolean mayBeAnother = new AtomicBoolean(true);
    private volatile Optional<WakeableLoop> loop = Optional.empty();

    @Inject
    DesiredStateWriter(
            Loops loops,
            Transactions transactions,
            KeyValues keyValues,
            BusConnection bus,
            NodeTable nodes,
            ReplicaTable replicas,
            WorkloadTable workloads,
            ThisService self) {
        this.loops = loops;
        this.transactions = transactions;
        this.keyValues = keyValues;
        this.nodes = nodes;
        this.replicas = replicas;
        this.workloads = workloads;
        this.self = self;
        // The server may have lost its storage while it was away: write all of it again.
        bus.onConnected(() -> mayBeAnother.set(true));
    }

    void start(@Observes StartupEvent event) {
        loop = Optional.of(loops.onLeader("desired-state", AT_LEAST, this::turn));
    }

    public void wake() {
        loop.ifPresent(WakeableLoop::wake);
    }

    private void turn(Epoch epoch) {
        if (mayBeAnother.getAndSet(false)) {
            transactions
                    .asService(
                            session ->
                                    OneWriter.enter(session)
                                            .chain(() -> nodes.forgetWritten(session)))
                    .await()
                    .atMost(PATIENCE);
        }
        Behind behind = transactions.asService(this::load).await().atMost(PATIENCE);
        List<NodeTable.WrittenRow> written = new ArrayList<>();
        for (NodeView view : behind.nodes()) {
            put(behind.desired(view, epoch));
            written.add(new NodeTable.WrittenRow(view.node().id().value(), view.generation()));
        }
        if (!written.isEmpty()) {
            transactions
                    .asService(
                            session ->
                                    OneWriter.enter(session)
                                            .chain(() -> nodes.written(session, written)))
                    .await()
                    .atMost(PATIENCE);
        }
    }

    private Uni<Behind> load(Mutiny.Session session) {
        return nodes.unwritten(session)
                .chain(
                        behind ->
                                behind.isEmpty()
                                        ? Uni.createFrom().item(Behind.NOTHING)
                                        : loadFor(session, behind));
    }

    private Uni<Behind> loadFor(Mutiny.Session session, List<NodeView> behind) {
        List<NodeId> ids = behind.stream().map(v -> v.node().id()).toList();
        return replicas.onNodes(session, ids)
                .chain(
                        here ->
                                replicas.ofWorkloads(
                                        session,
                                        here.stream()
                                                .map(BoundReplica::workload)
                                                .distinct()
                                                .toList()))
                .chain(all -> beside(session, behind, all));
    }

    private Uni<Behind> beside(
            Mutiny.Session session, List<NodeView> behind, List<BoundReplica> all) {
        List<WorkloadId> bound = all.stream().map(BoundReplica::workload).distinct().toList();
        List<NodeId> on = all.stream().map(BoundReplica::node).distinct().toList();
        return workloads
                .live(session, bound)
                .chain(
                        live ->
                                nodes.named(session, on)
                                        .map(known -> Behind.of(behind, all, live, known)));
    }

    private void put(DesiredState desired) {
        String key = self.cell() + "." + desired.node();
        String value = Rows.json(desired);
        KeyValues.Written written;
        do {
            Optional<KeyValues.Entry> standing = keyValues.get(BUCKET, key);
            written =
                    keyValues.put(
                            BUCKET, key, value, standing.map(KeyValues.Entry::revision).orElse(0L));
        } while (written instanceof KeyValues.Written.Overtaken && isNewer(desired, key));
    }

    /// Whoever was faster may have been a newer leader: then its word stands.
    private boolean isNewer(DesiredState desired, String key) {
        return keyValues
                .get(BUCKET, key)
                .map(entry -> Rows.read(entry.value(), DesiredState.class))
                .map(
                        standing ->
                                standing.epoch() < desired.epoch()
                                        || (standing.epoch() == desired.epoch()
                                                && standing.generation() < desired.generation()))
                .orElse(true);
    }
}
