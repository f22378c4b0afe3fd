package io.headroom.provisioning.launch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.agent.UserData;
import io.headroom.contracts.budget.NodeSpend;
import io.headroom.contracts.budget.SpendAttributes;
import io.headroom.contracts.budget.SpendRequested;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.MachineSpec;
import io.headroom.contracts.pool.PoolSpec;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.ScalingPlan.NewNode;
import io.headroom.engine.scaling.fact.ScalingPlan.Step.Buy;
import io.headroom.platform.database.Rows;
import io.headroom.platform.outbox.Outbox;
import io.headroom.provisioning.gang.StandIns;
import io.headroom.provisioning.join.Invitations;
import io.headroom.provisioning.join.JoinTokens;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.node.NodeSettings;
import io.headroom.provisioning.node.Nodes;
import io.headroom.provisioning.node.Stages;
import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.provisioning.purchase.Attempts;
import io.headroom.provisioning.purchase.Purchases;

/// Writes down what is to be bought, with the exact call that will buy it, and asks for the money: all in one transaction,
/// and no call to any provider yet.
@Singleton
public final class Intent {

    private final Nodes nodes;
    private final Attempts attempts;
    private final JoinTokens tokens;
    private final Outbox outbox;
    private final Invitations invitations;
    private final Purchases purchases;
    private final Duration maxLife;

    @Inject
    Intent(
            Nodes nodes,
            Attempts attempts,
            JoinTokens tokens,
            Outbox outbox,
            Invitations invitations,
            Purchases purchases,
            NodeSettings settings) {
        this.purchases = purchases;
        this.nodes = nodes;
        this.attempts = attempts;
        this.tokens = tokens;
        this.outbox = outbox;
        this.invitations = invitations;
        this.maxLife = settings.maxLife();
    }

    public Uni<Void> write(
            Mutiny.Session session,
            UUID decision,
            List<Buy> buys,
            Map<String, PoolSpec> pools,
            Instant now) {
        if (buys.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<NodeRow> rows = new ArrayList<>();
        List<LaunchAttempt> calls = new ArrayList<>();
        List<JoinTokens.TokenHash> hashes = new ArrayList<>();
        List<SpendRequested> requests = new ArrayList<>();
        for (Buy buy : buys) {
            List<NodeSpend> spends = new ArrayList<>();
            for (NewNode fresh : buy.nodes()) {
                PoolSpec pool = pools.get(fresh.offer().pool());
                if (pool == null) {
                    throw new IllegalStateException("no pool " + fresh.offer().pool());
                }
                NodeRow row = row(buy, fresh, pool, now);
                Invitations.Invitation invitation = invitations.to(row.id());
                rows.add(row);
                LaunchAttempt first = attempt(row, invitation.userData(), now);
                calls.add(first);
                calls.addAll(StandIns.of(first, fresh.standIns()));
                hashes.add(new JoinTokens.TokenHash(row.id(), invitation.hash()));
                spends.add(spend(row, fresh.offer(), buy.workloadClass()));
            }
            requests.add(new SpendRequested(buy.purchase(), spends, buy.priority(), now));
        }
        return nodes.add(session, rows)
                .chain(() -> attempts.add(session, calls))
                .chain(() -> tokens.add(session, hashes))
                .chain(() -> purchases.add(session, decision, buys, now))
                .chain(() -> outbox.add(session, requests));
    }

    private static NodeRow row(Buy buy, NewNode fresh, PoolSpec pool, Instant now) {
        Offer offer = fresh.offer();
        Optional<MachineSpec> machine =
                pool.machines().stream().filter(m -> m.name().equals(offer.machine())).findFirst();
        Node node =
                new Node(
                        fresh.node(),
                        0,
                        offer.pool(),
                        offer.provider(),
                        offer.region(),
                        offer.zone(),
                        offer.capacityType(),
                        pool.lane(),
                        buy.tenant(),
                        buy.environment(),
                        offer.template(),
                        NodeState.REQUESTED,
                        now,
                        null,
                        offer.pricePerHour(),
                        offer.worstPerHour(),
                        null,
                        null,
                        pool.labels());
        return new NodeRow(
                node,
                fresh.why(),
                now,
                0,
                buy.purchase(),
                offer.machine(),
                machine.map(MachineSpec::address).orElse(""),
                machine.map(MachineSpec::credentials).orElse(""),
                1,
                Stages.begun(now),
                null,
                null,
                0,
                null);
    }

    private LaunchAttempt attempt(NodeRow row, UserData userData, Instant now) {
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
                row.address(),
                row.credentials(),
                node.labels(),
                Rows.json(userData),
                now,
                null,
                maxLife);
    }

    public static NodeSpend spend(NodeRow row, Offer offer, @Nullable WorkloadClass workloadClass) {
        Node node = row.node();
        return new NodeSpend(
                node.id(),
                new SpendAttributes(
                        node.tenant(),
                        node.environment(),
                        node.pool(),
                        node.lane(),
                        node.provider(),
                        node.region(),
                        node.capacityType(),
                        node.labels(),
                        workloadClass),
                offer.worstPerHour(),
                offer.minimumBilling(),
                offer.timeToTerminate());
    }
}
