package io.headroom.placement.pool;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.budget.BudgetOpened;
import io.headroom.contracts.budget.BudgetScope;
import io.headroom.contracts.budget.BudgetThresholdReached;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.platform.database.Rows;

/// Budgets that have reached a threshold at which they take no new work.
@Singleton
public final class RefusingBudgets {

    private static final String PUT =
            """
            insert into refusing_budget (budget, version, body) values (:budget, :version, :body)
            on conflict (budget) do update set version = excluded.version, body = excluded.body
            where refusing_budget.version < excluded.version
            """;

    /// The query for all that refuse, or did until their period ended, each as one line.
    public static final String ALL =
            "select body as line from refusing_budget where body <> '' order by budget";

    /// The name of a budget that refuses a workload; only what is known of a workload before it has
    /// a node can match: its tenant, environment, lane, class and labels.
    public static Optional<String> refusing(
            List<BudgetThresholdReached> reached, WorkloadSpec spec, Instant now) {
        return reached.stream()
                .filter(r -> r.until() == null || now.isBefore(r.until()))
                .filter(r -> r.scope() == null || covers(r.scope(), spec))
                .map(BudgetThresholdReached::budget)
                .findFirst();
    }

    private static boolean covers(BudgetScope scope, WorkloadSpec spec) {
        return scope.pool() == null
                && scope.provider() == null
                && scope.region() == null
                && (scope.tenant() == null || scope.tenant().equals(spec.tenant()))
                && (scope.environment() == null || scope.environment().equals(spec.environment()))
                && (scope.lane() == null || scope.lane().equals(spec.lane()))
                && (scope.workloadClass() == null || scope.workloadClass() == spec.workloadClass())
                && scope.labels().entrySet().stream()
                        .allMatch(l -> l.getValue().equals(spec.labels().get(l.getKey())));
    }

    public Uni<Void> reached(Mutiny.Session session, BudgetThresholdReached reached) {
        return reached.action().equals("refuse-new")
                ? put(session, reached.budget(), reached.version(), Rows.json(reached))
                : Uni.createFrom().voidItem();
    }

    public Uni<Void> opened(Mutiny.Session session, BudgetOpened opened) {
        return put(session, opened.budget(), opened.version(), "");
    }

    private static Uni<Void> put(Mutiny.Session session, String budget, long version, String body) {
        return session.createNativeQuery(PUT)
                .setParameter("budget", budget)
                .setParameter("version", version)
                .setParameter("body", body)
                .executeUpdate()
                .replaceWithVoid();
    }
}
