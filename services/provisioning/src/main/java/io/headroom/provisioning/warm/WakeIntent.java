package io.headroom.provisioning.warm;

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

import io.headroom.contracts.budget.NodeSpend;
import io.headroom.contracts.budget.SpendRequested;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.engine.scaling.fact.ScalingPlan.Step.Buy;
import io.headroom.engine.scaling.fact.ScalingPlan.Step.Wake;
import io.headroom.platform.outbox.Outbox;
import io.headroom.provisioning.launch.Intent;
import io.headroom.provisioning.node.Lifecycle;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.node.Nodes;
import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.provisioning.purchase.Attempts;
import io.headroom.provisioning.purchase.Purchases;

/// Writes down which stopped node is to be woken, with the exact call that will start it, and asks for the money: as for one that is
/// bought, all in one transaction and no call to any provider yet.
@Singleton
public final class WakeIntent {

    private final Nodes nodes;
    private final Attempts attempts;
    private final Purchases purchases;
    private final Outbox outbox;

    @Inject
    WakeIntent(Nodes nodes, Attempts attempts, Purchases purchases, Outbox outbox) {
        this.purchases = purchases;
        this.nodes = nodes;
        this.attempts = attempts;
        this.outbox = outbox;
    }

    /// A node that is not stopped any more is left alone.
    public Uni<Void> write(Mutiny.Session session, UUID decision, List<Wake> wakes, Instant now) {
        if (wakes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<NodeId, Wake> byNode = new LinkedHashMap<>();
        Map<NodeId, NodeSpend.Woken> rests = new LinkedHashMap<>();
        Map<NodeId, Nodes.Change> changes = new LinkedHashMap<>();
        for (Wake wake : wakes) {
            byNode.put(wake.node().node(), wake);
            changes.put(wake.node().node(), row -> asked(row, wake, rests, now));
        }
        return nodes.change(session, changes)
                .chain(woken -> ask(session, decision, woken, byNode, rests, now));
    }

    private static Optional<NodeRow> asked(
            NodeRow row, Wake wake, Map<NodeId, NodeSpend.Woken> rests, Instant now) {
        if (!(Lifecycle.of(row) instanceof Lifecycle.Warm warm) || row.endWanted() != null) {
            return Optional.empty();
        }
        Node node = row.node();
        rests.put(row.id(), new NodeSpend.Woken(node.version(), node.since(), node.pricePerHour()));
        return Optional.of(
                warm.wakeRequested(wake.purchase(), wake.node().offer(), wake.node().why(), now)
                        .row());
    }

    private Uni<Void> ask(
            Mutiny.Session session,
            UUID decision,
            List<NodeRow> woken,
            Map<NodeId, Wake> byNode,
            Map<NodeId, NodeSpend.Woken> rests,
            Instant now) {
        if (woken.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<LaunchAttempt> calls = new ArrayList<>();
        List<SpendRequested> requests = new ArrayList<>();
        List<Buy> bought = new ArrayList<>();
        for (NodeRow row : woken) {
            Wake wake = byNode.get(row.id());
            NodeSpend.Woken rest = rests.get(row.id());
            if (wake != null && rest != null) {
                calls.add(call(row, now));
                requests.add(request(row, wake, rest, now));
                bought.add(purchase(wake));
            }
        }
        return attempts.add(session, calls)
                .chain(() -> purchases.add(session, decision, bought, now))
                .chain(() -> outbox.add(session, requests));
    }

    private static LaunchAttempt call(NodeRow row, Instant now) {
        Node node = row.node();
        return new LaunchAttempt(
                node.id(),
                row.attempt(),
                LaunchAttempt.callToken(node.id(), row.attempt()),
                node.provider(),
                node.pool(),
                node.region(),
                node.zone(),
                node.template().instanceType(),
                node.capacityType(),
                node.worstPerHour(),
                "",
                "",
                node.labels(),
                "",
                now,
                null,
                null,
                node.providerId(),
                null);
    }

    private static SpendRequested request(
            NodeRow row, Wake wake, NodeSpend.Woken rest, Instant now) {
        NodeSpend spend = Intent.spend(row, wake.node().offer(), wake.workloadClass());
        NodeSpend again =
                new NodeSpend(
                        spend.node(),
                        spend.attributes(),
                        spend.worstPerHour(),
                        spend.minimumBilling(),
                        spend.timeToTerminate(),
                        rest);
        return new SpendRequested(wake.purchase(), List.of(again), wake.priority(), now);
    }

    /// In the book of purchases it is one like any other.
    private static Buy purchase(Wake wake) {
        return new Buy(
                wake.purchase(),
                wake.tenant(),
                wake.environment(),
                wake.priority(),
                false,
                List.of(wake.node()),
                wake.workloadClass());
    }
}
