package io.headroom.provisioning.purchase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.budget.PurchaseId;
import io.headroom.engine.scaling.fact.ScalingPlan.NewNode;
import io.headroom.engine.scaling.fact.ScalingPlan.Step.Buy;
import io.headroom.platform.database.Commits;
import io.headroom.platform.database.Rows;

/// The book of purchases: asked for, granted or denied whole by cost, dissolved once a gang has lost a member.
@Singleton
public final class Purchases {

    private final Commits commits;

    @Inject
    Purchases(Commits commits) {
        this.commits = commits;
    }

    public Uni<Void> add(Mutiny.Session session, UUID decision, List<Buy> buys, Instant now) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Buy buy : buys) {
            rows.add(
                    Map.of(
                            "id", buy.purchase().toString(),
                            "tenant", buy.tenant(),
                            "environment", buy.environment(),
                            "gang", buy.gang(),
                            "nodes", Rows.json(buy.nodes().stream().map(NewNode::node).toList())));
        }
        return commits.before(
                session,
                "insert into purchase (id, decision, tenant, environment, gang, nodes, state, asked_at)"
                        + " select cast(id as uuid), cast(:decision as uuid), tenant, environment, gang, nodes, 'asked', cast(:at as timestamptz)"
                        + " from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(id text, tenant text,"
                        + " environment text, gang boolean, nodes text) on conflict do nothing",
                Map.of("rows", Rows.json(rows), "decision", decision, "at", now));
    }

    public Uni<Void> granted(Mutiny.Session session, List<PurchaseId> purchases, Instant at) {
        return answered(session, purchases, "granted", at);
    }

    public Uni<Void> denied(Mutiny.Session session, List<PurchaseId> purchases, Instant at) {
        return answered(session, purchases, "denied", at);
    }

    private Uni<Void> answered(
            Mutiny.Session session, List<PurchaseId> purchases, String state, Instant at) {
        if (purchases.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        String ids = String.join(",", purchases.stream().map(PurchaseId::toString).toList());
        return commits.before(
                session,
                "update purchase set state = :state, answered_at = :at"
                        + " where id = any (cast(string_to_array(:ids, ',') as uuid[]))",
                Map.of("state", state, "at", at, "ids", ids));
    }

    /// Those of gangs alone: what else was bought together is worth as much without the rest.
    public Uni<Void> dissolved(Mutiny.Session session, Set<PurchaseId> lost) {
        if (lost.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        String ids = lost.stream().map(PurchaseId::toString).collect(Collectors.joining(","));
        return commits.before(
                session,
                "update purchase set state = 'dissolved' where gang and state = 'granted'"
                        + " and id = any (cast(string_to_array(:ids, ',') as uuid[]))",
                Map.of("ids", ids));
    }
}
