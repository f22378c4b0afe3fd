package io.headroom.provisioning.scaling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeReleaseRequested;
import io.headroom.contracts.node.NodeState;
import io.headroom.engine.scaling.ScalingFacts;
import io.headroom.engine.scaling.ScalingPlan;
import io.headroom.engine.scaling.ScalingPlan.Step;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.outbox.Outbox;
import io.headroom.provisioning.decision.Decisions;
import io.headroom.provisioning.node.Intent;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.node.Nodes;

/// Carries a plan out: one switch over its steps, all of it rows and outgoing events of one transaction.
@Singleton
final class StepPerformer {

    private final Intent intent;
    private final Nodes nodes;
    private final Unmet unmet;
    private final Decisions decisions;
    private final Outbox outbox;

    @Inject
    StepPerformer(Intent intent, Nodes nodes, Unmet unmet, Decisions decisions, Outbox outbox) {
        this.intent = intent;
        this.nodes = nodes;
        this.unmet = unmet;
        this.decisions = decisions;
        this.outbox = outbox;
    }

    boolean hasNothingNew(ScalingFacts facts, ScalingPlan plan) {
        return plan.steps().isEmpty() && !unmet.isNew(facts, plan);
    }

    void committed(ScalingPlan plan) {
        unmet.remember(plan);
    }

    Uni<Void> perform(
            Mutiny.Session session,
            Epoch epoch,
            UUID decision,
            ScalingFacts facts,
            ScalingPlan plan,
            Instant now) {
        List<Step.Buy> buys = new ArrayList<>();
        Map<NodeId, Step.Release> releases = new LinkedHashMap<>();
        for (Step step : plan.steps()) {
            switch (step) {
                case Step.Buy buy -> buys.add(buy);
                case Step.Release release -> releases.put(release.node(), release);
            }
        }
        return intent.write(session, decision, buys, FactStore.specs(facts), now)
                .chain(() -> ask(session, releases, now))
                .chain(() -> unmet.publish(session, facts, plan, now))
                .chain(() -> decisions.keep(session, decision, epoch, facts, plan, now));
    }

    private Uni<Void> ask(Mutiny.Session session, Map<NodeId, Step.Release> releases, Instant now) {
        Map<NodeId, Nodes.Change> changes = new LinkedHashMap<>();
        releases.forEach((id, release) -> changes.put(id, row -> asked(row, release.why(), now)));
        return nodes.change(session, changes)
                .chain(
                        asked ->
                                outbox.add(
                                        session,
                                        asked.stream()
                                                .map(
                                                        row ->
                                                                new NodeReleaseRequested(
                                                                        row.id(),
                                                                        row.node().version(),
                                                                        row.why()))
                                                .toList()));
    }

    private static Optional<NodeRow> asked(NodeRow row, NodeReason why, Instant now) {
        return row.state() == NodeState.READY && row.releaseAsked() == null
                ? Optional.of(row.askedToGo(why, now))
                : Optional.empty();
    }
}
