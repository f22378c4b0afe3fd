package io.headroom.provisioning.scaling;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.SpendDenied;
import io.headroom.contracts.node.Node;
import io.headroom.engine.scaling.Refusal;
import io.headroom.platform.database.Commits;
import io.headroom.provisioning.store.Json;
import io.headroom.provisioning.store.Rows;

/// Budgets that said no of late: what costs as much is not asked for again before more may be free.
@Singleton
public final class Refusals {

    private final Commits commits;
    private final ScalingLoop loop;

    @Inject
    Refusals(Commits commits, ScalingLoop loop) {
        this.commits = commits;
        this.loop = loop;
    }

    private record Line(
            String pool,
            String tenant,
            String environment,
            long worst,
            Instant until,
            String budget,
            long missing) {
        Refusal refusal() {
            return new Refusal(
                    pool, tenant, environment, new Money(worst), until, budget, new Money(missing));
        }
    }

    /// Those that are not over at `:now`, as a part of a larger query.
    static final String AFTER =
            Rows.lines(
                    "select pool, tenant, environment, worst_per_hour as worst, until, budget, missing"
                            + " from refusal where until > cast(:now as timestamptz)"
                            + " order by pool, tenant, environment");

    static List<Refusal> read(List<String> lines) {
        return lines.stream().map(l -> Json.read(l, Line.class).refusal()).toList();
    }

    /// Remembers a denied purchase, by pool and payer: the cheapest of each pool's nodes marks what is too dear.
    public Uni<Void> add(
            Mutiny.Session session, List<Node> nodes, SpendDenied denied, Instant until) {
        Map<String, Node> cheapest = new HashMap<>();
        for (Node node : nodes) {
            cheapest.merge(
                    node.pool(),
                    node,
                    (a, b) -> a.worstPerHour().compareTo(b.worstPerHour()) <= 0 ? a : b);
        }
        commits.after(session, loop::wake);
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Node node : cheapest.values()) {
            all = all.chain(() -> put(session, node, denied, until));
        }
        return all;
    }

    private static Uni<Void> put(
            Mutiny.Session session, Node node, SpendDenied denied, Instant until) {
        return Rows.execute(
                        session,
                        "insert into refusal as r (pool, tenant, environment, worst_per_hour, until, budget,"
                                + " missing) values (:pool, :tenant, :environment, :worst, :until, :budget,"
                                + " :missing) on conflict (pool, tenant, environment) do update set"
                                + " worst_per_hour = case when r.until > :now then least(r.worst_per_hour,"
                                + " excluded.worst_per_hour) else excluded.worst_per_hour end,"
                                + " until = greatest(r.until, excluded.until), budget = excluded.budget,"
                                + " missing = excluded.missing",
                        Map.of(
                                "pool", node.pool(),
                                "tenant", node.tenant(),
                                "environment", node.environment(),
                                "worst", node.worstPerHour().micros(),
                                "until", until,
                                "budget", denied.budget(),
                                "missing", denied.missing().micros(),
                                "now", node.since()))
                .replaceWithVoid();
    }
}
