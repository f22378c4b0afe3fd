package io.headroom.cost.budget;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.budget.BudgetScope;
import io.headroom.contracts.budget.BudgetSpec;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.SpendAttributes;
import io.headroom.cost.sql.Sql;
import io.headroom.engine.budget.Span;
import io.headroom.platform.rest.PageQuery;

/// The rows of budgets and their accounts, as declared and as asked for.
final class BudgetRows {

    private static final String FIND =
            "select cast(to_json(b) as text) from budget b where name = :name";

    private static final String LIST =
            "select cast(to_json(b) as text) from budget b where name > :after order by name limit :most";

    private static final String WRITE =
            """
            insert into budget (name, version, said, spec, tenant, created_at, updated_at, updated_by)
            select :name, 1, :said, cast(cast(:spec as text) as jsonb), cast(:tenant as text), t, t, cast(:who as text)
            from (select cast(cast(:now as text) as timestamptz) as t) clock
            on conflict (name) do update set version = budget.version + 1, spec = excluded.spec,
                tenant = excluded.tenant, updated_at = excluded.updated_at, updated_by = excluded.updated_by
            returning cast(to_json(budget) as text)
            """;

    private static final String OPEN_ACCOUNT =
            """
            insert into account (budget, period_from, period_to, spent, committed, highest)
            values (cast(:budget as text), cast(cast(:from as text) as timestamptz),
                cast(cast(:to as text) as timestamptz), :spent, 0, :spent)
            """;

    private static final String COSTS =
            """
            select cast(json_build_object('attributes', l.doc -> 'spend' -> 'attributes', 'amount', c.amount) as text)
            from (select node, sum(amount) as amount from ledger
                  where budget is null and from_at >= cast(cast(:from as text) as timestamptz)
                    and from_at < cast(cast(:to as text) as timestamptz) group by node) c
            join lease l on l.node = c.node
            """;

    private static final String ACCOUNTS =
            """
            select cast(to_json(a) as text) from account a where budget = :budget
            and period_to > cast(cast(:now as text) as timestamptz) order by period_from
            """;

    private static final String HOLDING =
            """
            select cast(doc as text) from lease
            where standing <> 'ended' and doc -> 'lease' -> 'budgets' @> to_jsonb(cast(:budget as text))
            order by doc -> 'lease' ->> 'until', node limit 1000
            """;

    private BudgetRows() {}

    static Uni<Optional<JsonNode>> find(Mutiny.Session session, String name) {
        return Sql.rows(session, FIND, Map.of("name", name)).map(rows -> rows.stream().findFirst());
    }

    static Uni<List<JsonNode>> list(Mutiny.Session session, PageQuery page) {
        return Sql.rows(
                session, LIST, Map.of("after", page.after().orElse(""), "most", page.fetch()));
    }

    static Uni<JsonNode> write(
            Mutiny.Session session, String name, BudgetSpec spec, String who, Instant now) {
        String tenant = spec.scope().tenant();
        Map<String, Object> values = new HashMap<>();
        values.put("name", name);
        values.put("said", now.toEpochMilli());
        values.put("spec", Sql.json(spec));
        values.put("tenant", tenant == null ? "*" : tenant);
        values.put("who", who);
        values.put("now", now.toString());
        return Sql.rows(session, WRITE, values).map(List::getFirst);
    }

    static Uni<Void> delete(Mutiny.Session session, String name) {
        return Sql.run(session, "delete from account where budget = :name", Map.of("name", name))
                .chain(
                        () ->
                                Sql.run(
                                        session,
                                        "delete from budget where name = :name",
                                        Map.of("name", name)))
                .replaceWithVoid();
    }

    /// Begins a budget's accounts anew: what the ledger has for its scope since the period began is spent.
    static Uni<Void> restart(
            Mutiny.Session session, String name, BudgetScope scope, Optional<Span> period) {
        Uni<Integer> gone =
                Sql.run(session, "delete from account where budget = :name", Map.of("name", name));
        if (period.isEmpty()) {
            return gone.replaceWithVoid();
        }
        Span span = period.get();
        Map<String, String> bounds =
                Map.of("from", span.from().toString(), "to", span.to().toString());
        return gone.chain(() -> Sql.rows(session, COSTS, bounds))
                .map(rows -> spent(rows, scope))
                .chain(
                        spent ->
                                Sql.run(
                                        session,
                                        OPEN_ACCOUNT,
                                        Map.of(
                                                "budget", name,
                                                "from", span.from().toString(),
                                                "to", span.to().toString(),
                                                "spent", spent.micros())))
                .replaceWithVoid();
    }

    private static Money spent(List<JsonNode> rows, BudgetScope scope) {
        return rows.stream()
                .filter(r -> scope.matches(Sql.read(r.get("attributes"), SpendAttributes.class)))
                .map(r -> new Money(r.get("amount").asLong()))
                .reduce(Money.ZERO, Money::plus);
    }

    static Uni<List<JsonNode>> accounts(Mutiny.Session session, String name, Instant now) {
        return Sql.rows(session, ACCOUNTS, Map.of("budget", name, "now", now.toString()));
    }

    static Uni<List<JsonNode>> holding(Mutiny.Session session, String name) {
        return Sql.rows(session, HOLDING, Map.of("budget", name));
    }
}
