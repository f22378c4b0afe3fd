package io.headroom.placement.binding;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.engine.placement.PlacementPlan;
import io.headroom.engine.placement.PlacementPlanner;
import io.headroom.placement.lane.LaneTable;
import io.headroom.placement.node.NodeTable;
import io.headroom.placement.sql.OneWriter;
import io.headroom.placement.workload.WorkloadTable;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.loop.Loops;
import io.headroom.platform.loop.WakeableLoop;

/// The cell's loop: load the newest facts, plan, write what is still true of the plan; at once again if something came meanwhile.
@Singleton
public final class BindingLoop {

    /// Longer than any turn takes; a turn that takes longer has lost its database.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// Nothing that matters comes without a wake; this only heals a lost one.
    private static final Duration AT_LEAST = Duration.ofSeconds(2);

    private final Loops loops;
    private final Transactions transactions;
    private final WorkloadTable workloads;
    private final NodeTable nodes;
    private final ReplicaTable replicas;
    private final LaneTable lanes;
    private final ShortfallTable shortfalls;
    private final PlanWriter writer;
    private final InstantSource clock;
    private volatile Optional<WakeableLoop> loop = Optional.empty();

    @Inject
    BindingLoop(
            Loops loops,
            Transactions transactions,
            WorkloadTable workloads,
            NodeTable nodes,
            ReplicaTable replicas,
            LaneTable lanes,
            ShortfallTable shortfalls,
            PlanWriter writer,
            InstantSource clock) {
        this.loops = loops;
        this.transactions = transactions;
        this.workloads = workloads;
        this.nodes = nodes;
        this.replicas = replicas;
        this.lanes = lanes;
        this.shortfalls = shortfalls;
        this.writer = writer;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        loop = Optional.of(loops.onLeader("binding", AT_LEAST, this::turn));
    }

    /// Something has changed: plan again.
    public void wake() {
        loop.ifPresent(WakeableLoop::wake);
    }

    private void turn(Epoch epoch) {
        FleetSnapshot snapshot = transactions.asService(this::load).await().atMost(PATIENCE);
        Instant now = clock.instant();
        UUID decision = UUID.randomUUID();
        PlacementPlan plan =
                PlacementPlanner.plan(snapshot.fleet(), snapshot.queue(), snapshot.policy(), now);
        PlanNews news = PlanNews.of(snapshot, plan, decision, now);
        // Most turns find all as it was said before, and cost no write.
        if (!news.isEmpty()) {
            transactions
                    .asService(session -> write(session, epoch, snapshot, news))
                    .await()
                    .atMost(PATIENCE);
        }
    }

    private Uni<Void> write(
            Mutiny.Session session, Epoch epoch, FleetSnapshot planned, PlanNews news) {
        return OneWriter.enter(session)
                .chain(
                        writers ->
                                writers == planned.writers() + 1
                                        ? Uni.createFrom().item(news)
                                        : load(session).map(fresh -> news.stillTrueIn(fresh)))
                .chain(
                        left ->
                                left.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : writer.write(session, epoch, left));
    }

    /// The number of writers is read first: what changes while the rest is read makes the picture count as old.
    private Uni<FleetSnapshot> load(Mutiny.Session session) {
        FleetSnapshot.Draft draft = new FleetSnapshot.Draft();
        return OneWriter.finished(session)
                .invoke(w -> draft.writers = w)
                .chain(() -> workloads.live(session))
                .invoke(w -> draft.workloads = w)
                .chain(() -> nodes.alive(session))
                .invoke(n -> draft.nodes = n)
                .chain(() -> replicas.all(session))
                .invoke(r -> draft.replicas = r)
                .chain(() -> lanes.all(session))
                .invoke(l -> draft.lanes = l)
                .chain(() -> shortfalls.all(session))
                .map(draft::with);
    }
}
