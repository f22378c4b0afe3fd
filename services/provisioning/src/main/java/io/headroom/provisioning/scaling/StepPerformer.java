package io.headroom.provisioning.scaling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReleaseRequested;
import io.headroom.contracts.node.NodeState;
import io.headroom.engine.scaling.fact.ScalingFacts;
import io.headroom.engine.scaling.fact.ScalingPlan;
import io.headroom.engine.scaling.fact.ScalingPlan.Step;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.outbox.Outbox;
import io.headroom.provisioning.decision.Decisions;
import io.headroom.provisioning.launch.Intent;
import io.headroom.provisioning.node.Ends;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.node.Nodes;
import io.headroom.provisioning.price.ListPrices;
import io.headroom.provisioning.warm.WakeIntent;

/// Carries a plan out: one switch over its steps, all of it rows and outgoing events of one transaction.
@Singleton
final class StepPerformer {

    private final Intent intent;
    private final WakeIntent wakeIntent;
    private final ListPrices prices;
    private final Nodes nodes;
    private final Unmet unmet;
    private final Decisions decisions;
    private final Outbox outbox;

    @Inject
    StepPerformer(
            Intent intent,
            WakeIntent wakeIntent,
            ListPrices prices,
            Nodes nodes,
            Unmet unmet,
            Decisions decisions,
            Outbox outbox) {
        this.intent = intent;
        this.wakeIntent = wakeIntent;
        this.prices = prices;
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
        List<Step.Wake> wakes = new ArrayList<>();
        Map<NodeId, Nodes.Change> asks = new LinkedHashMap<>();
        Map<NodeId, Nodes.Change> ends = new LinkedHashMap<>();
        Map<NodeId, Step.Empty> empties = new LinkedHashMap<>();
        for (Step step : plan.steps()) {
            switch (step) {
                case Step.Buy buy -> buys.add(buy);
                case Step.Wake wake -> wakes.add(wake);
                case Step.Release release ->
                        asks.put(
                                release.node(),
                                row -> asked(row, r -> r.askedToGo(release.why(), now)));
                case Step.Empty empty -> {
                    empties.put(empty.node(), empty);
                    asks.put(empty.node(), row -> asked(row, r -> toEmpty(r, empty, now)));
                }
                case Step.Stop stop ->
                        asks.put(
                                stop.node(),
                                row ->
                                        asked(
                                                row,
                                                r ->
                                                        r.askedToStop(
                                                                stop.why(), now, diskPerHour(r))));
                case Step.End end -> ends.put(end.node(), row -> Ends.warm(end.why(), now).of(row));
            }
        }
        // Nodes last: from their first change on no other writer of nodes gets on.
        return decisions
                .keep(session, decision, epoch, facts, plan, now)
                .chain(() -> unmet.publish(session, facts, plan, now))
                .chain(() -> intent.write(session, decision, buys, FactStore.specs(facts), now))
                .chain(() -> wakeIntent.write(session, decision, wakes, now))
                .chain(() -> ask(session, asks, empties))
                .chain(() -> nodes.change(session, ends))
                .replaceWithVoid();
    }

    private Uni<Void> ask(
            Mutiny.Session session,
            Map<NodeId, Nodes.Change> changes,
            Map<NodeId, Step.Empty> empties) {
        return nodes.change(session, changes)
                .chain(
                        asked ->
                                outbox.add(
                                        session,
                                        asked.stream()
                                                .map(row -> question(row, empties.get(row.id())))
                                                .toList()));
    }

    private static NodeReleaseRequested question(NodeRow row, Step.@Nullable Empty empty) {
        long version = row.node().version();
        return empty == null
                ? new NodeReleaseRequested(row.id(), version, row.why())
                : new NodeReleaseRequested(row.id(), version, empty.why(), empty.pays());
    }

    /// Why it is there stays what it was until it goes.
    private NodeRow toEmpty(NodeRow row, Step.Empty empty, Instant now) {
        return switch (empty.then()) {
            case ENDS -> row.askedToEmpty(now);
            case STOPS -> row.askedToStop(row.why(), now, diskPerHour(row));
        };
    }

    private Money diskPerHour(NodeRow row) {
        return prices.find(
                        row.node().provider(),
                        row.node().region(),
                        row.node().template().instanceType())
                .map(ListPrices.Listed::diskPerHour)
                .orElse(Money.ZERO);
    }

    private static Optional<NodeRow> asked(NodeRow row, UnaryOperator<NodeRow> question) {
        return row.state() == NodeState.READY && row.releaseAsked() == null
                ? Optional.of(question.apply(row))
                : Optional.empty();
    }
}
