package io.headroom.provisioning.scaling;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.node.NodeState;
import io.headroom.engine.scaling.ScalingPlanner;
import io.headroom.engine.scaling.fact.ScalingFacts;
import io.headroom.engine.scaling.fact.ScalingPlan;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Fence;
import io.headroom.platform.loop.Loops;
import io.headroom.platform.loop.WakeableLoop;
import io.headroom.provisioning.advice.AdviceDesk;
import io.headroom.provisioning.bound.Bounds;
import io.headroom.provisioning.idle.KeptNodes;
import io.headroom.provisioning.node.Nodes;

/// The loop: the newest facts, one plan, its intents committed, and again. It turns as soon as something new is heard.
@Singleton
public final class ScalingLoop {

    private static final Logger LOG = Logger.getLogger(ScalingLoop.class);

    /// Real: what only time changes (idle nodes, refusals that end) is seen that late at most.
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final FactStore facts;
    private final StepPerformer performer;
    private final Bounds bounds;
    private final KeptNodes kept;
    private final AdviceDesk advice;
    private final FleetMeter fleet;
    private final Transactions transactions;
    private final Fence fence;
    private final InstantSource clock;
    private final ScalingSettings settings;
    private @Nullable WakeableLoop loop;

    @Inject
    ScalingLoop(
            FactStore facts,
            StepPerformer performer,
            Bounds bounds,
            KeptNodes kept,
            AdviceDesk advice,
            FleetMeter fleet,
            Transactions transactions,
            Fence fence,
            InstantSource clock,
            ScalingSettings settings) {
        this.facts = facts;
        this.performer = performer;
        this.bounds = bounds;
        this.kept = kept;
        this.advice = advice;
        this.fleet = fleet;
        this.transactions = transactions;
        this.fence = fence;
        this.clock = clock;
        this.settings = settings;
    }

    /// A node that could not be had is another offer's turn, at once.
    void start(@Observes StartupEvent event, Loops loops, Nodes nodes) {
        loop = loops.onLeader("scaling", EVERY, this::turn);
        nodes.follow(
                row -> {
                    if (row.state() == NodeState.FAILED) {
                        wake();
                    }
                });
    }

    /// There is something new.
    public void wake() {
        WakeableLoop now = loop;
        if (now != null) {
            now.wake();
        }
    }

    private void turn(Epoch epoch) {
        Instant now = clock.instant();
        ScalingFacts known = facts.load(epoch, now);
        fleet.show(known.nodes());
        UUID decision = UUID.randomUUID();
        ScalingPlan plan = ScalingPlanner.plan(known, settings.policy(), decision, now);
        Bounds.Change bound = bounds.look(epoch, plan.bounds(), now);
        if (!performer.hasNothingNew(known, plan) || !bound.isNothing()) {
            carryOut(epoch, decision, known, plan, bound, now);
        }
        kept.note(epoch, plan.kept(), now);
        advise(epoch, known, now);
    }

    /// What is only said must never keep back what is done.
    private void advise(Epoch epoch, ScalingFacts known, Instant now) {
        try {
            advice.consider(epoch, known, now);
        } catch (RuntimeException e) {
            LOG.errorf(e, "no advice");
        }
    }

    private void carryOut(
            Epoch epoch,
            UUID decision,
            ScalingFacts known,
            ScalingPlan plan,
            Bounds.Change bound,
            Instant now) {
        if (!plan.steps().isEmpty()) {
            LOG.infof(
                    "decision %s: %d step(s), %d unmet",
                    decision, plan.steps().size(), plan.unmet().size());
        }
        transactions
                .asService(
                        session ->
                                fence.check(session, epoch)
                                        .chain(
                                                () ->
                                                        performer.perform(
                                                                session, epoch, decision, known,
                                                                plan, now))
                                        .chain(() -> bounds.write(session, bound)))
                .await()
                .indefinitely();
        performer.committed(plan);
        bounds.committed(bound);
    }
}
