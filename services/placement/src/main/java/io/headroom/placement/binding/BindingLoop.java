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

import io.headroom.engine.placement.PlacementFacts;
import io.headroom.engine.placement.PlacementPlan;
import io.headroom.engine.placement.PlacementPlanner;
import io.headroom.engine.placement.PlacementPolicy;
import io.headroom.placement.decision.Decided;
import io.headroom.placement.decision.Decisions.Made;
import io.headroom.placement.decision.InputsTable;
import io.headroom.placement.decision.InputsTable.Link;
import io.headroom.placement.eta.Estimates;
import io.headroom.placement.node.NodeView;
import io.headroom.placement.picture.FactsOf;
import io.headroom.placement.picture.FleetSnapshot;
import io.headroom.placement.picture.SnapshotLoader;
import io.headroom.placement.sql.OneWriter;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.loop.LoopBody;
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
    private final SnapshotLoader loader;
    private final PlanWriter writer;
    private final InputsTable inputs;
    private final Estimates estimates;
    private final RunningTimes times;
    private final Standby standby;
    private final InstantSource clock;
    private volatile Optional<WakeableLoop> loop = Optional.empty();

    @Inject
    BindingLoop(
            Loops loops,
            Transactions transactions,
            SnapshotLoader loader,
            PlanWriter writer,
            InputsTable inputs,
            Estimates estimates,
            RunningTimes times,
            Standby standby,
            InstantSource clock) {
        this.loops = loops;
        this.transactions = transactions;
        this.loader = loader;
        this.writer = writer;
        this.inputs = inputs;
        this.estimates = estimates;
        this.times = times;
        this.standby = standby;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        loop =
                Optional.of(
                        loops.onLeader(
                                "binding",
                                AT_LEAST,
                                new LoopBody() {
                                    @Override
                                    public void turn(Epoch epoch) {
                                        plan(epoch);
                                    }

                                    @Override
                                    public void standBy() {
                                        standby.keepUp();
                                    }
                                }));
    }

    /// Something has changed: plan again.
    public void wake() {
        loop.ifPresent(WakeableLoop::wake);
    }

    void plan(Epoch epoch) {
        FleetSnapshot snapshot = transactions.asService(loader::load).await().atMost(PATIENCE);
        Instant now = clock.instant();
        PlacementFacts facts = FactsOf.of(snapshot, now);
        PlacementPolicy policy = FactsOf.policy(snapshot, facts, now);
        PlacementPlan plan = PlacementPlanner.plan(facts, policy, now);
        estimates.planned(
                new Estimates.Planned(
                        snapshot.nodes().values().stream().map(NodeView::node).toList(),
                        facts,
                        policy,
                        plan,
                        snapshot.due()));
        Made made = new Made(UUID.randomUUID(), now);
        PlanNews news = PlanNews.of(snapshot, plan, made, times.see(snapshot, now));
        // Most turns find all as it was said before, and cost no write.
        if (!news.isEmpty()) {
            Optional<Link> link = inputs.pack(made.id(), new Decided(facts, policy, now, plan));
            transactions
                    .asService(session -> write(session, epoch, snapshot, news, link))
                    .await()
                    .atMost(PATIENCE);
        }
        if (!plan.evictions().isEmpty() || !plan.emptying().leaves().isEmpty()) {
            // What they left is taken at once.
            wake();
        }
    }

    private Uni<Void> write(
            Mutiny.Session session,
            Epoch epoch,
            FleetSnapshot planned,
            PlanNews news,
            Optional<Link> link) {
        return OneWriter.enter(session)
                .chain(
                        writers ->
                                writers == planned.writers() + 1
                                        ? Uni.createFrom().item(news)
                                        : loader.load(session).map(news::stillTrueIn))
                .chain(
                        left ->
                                left.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : writer.write(session, epoch, left, link));
    }
}
