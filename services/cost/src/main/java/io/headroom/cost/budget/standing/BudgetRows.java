package io.headroom.cost.budget.standing;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.budget.BudgetSpec;
import io.headroom.contracts.budget.Money;
import io.headroom.cost.past.PastSpending;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.engine.budget.period.Span;
import io.headroom.platform.database.Rows;
import io.headroom.platform.rest.PageQuery;

/// The rows of budgets and their accounts, as declared and as asked for.
public final class BudgetRows {

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
            insert into account (budget, period_from, period_to, spent, committed, highest, opened)
            values (cast(:budget as text), cast(cast(:from as text) as timestamptz),
                cast(cast(:to as text) as timestamptz), :spent, 0, :spent, true)
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

    public static Uni<Optional<JsonNode>> find(Mutiny.Session session, String name) {
        return Rows.documents(session, FIND, Map.of("name", name))
                .map(rows -> rows.stream().findFirst());
    }

    public static Uni<List<JsonNode>> list(Mutiny.Session session, PageQuery page) {
        return Rows.documents(
                session, LIST, Map.of("after", page.after().orElse(""), "most", page.fetch()));
    }

    public static Uni<JsonNode> write(
            Mutiny.Session session, String name, BudgetSpec spec, String who, Instant now) {
        String tenant = spec.scope().tenant();
        Map<String, Object> values = new HashMap<>();
        values.put("name", name);
        values.put("said", now.toEpochMilli());
        values.put("spec", Rows.json(spec));
        values.put("tenant", tenant == null ? "*" : tenant);
        values.put("who", who);
        values.put("now", now.toString());
        return Rows.documents(session, WRITE, values).map(List::getFirst);
    }

    public static Uni<Void> delete(Mutiny.Session session, String name) {
        Map<String, String> which = Map.of("name", name);
        return gone(session, name)
                .chain(
                        () ->
                                Rows.execute(
                                        session,
                                        "delete from budget_hour where budget = :name",
                                        which))
                .chain(() -> Rows.execute(session, "delete from budget where name = :name", which))
                .replaceWithVoid();
    }

    /// Begins a budget's accounts anew: what its scope cost since each of its periods began is spent. Where a budget counts
    /// only in some hours, what was spent in the others since its period began counts as well, once: nobody noted its hours.
    public static Uni<Void> restart(
            Mutiny.Session session, String name, List<Budget> limits, Instant now) {
        return gone(session, name)
                .chain(() -> PastSpending.load(session))
                .chain(past -> openAll(session, past, limits, now));
    }

    private static Uni<Void> openAll(
            Mutiny.Session session, PastSpending past, List<Budget> limits, Instant now) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Budget limit : limits) {
            for (Span period : limit.period().at(now)) {
                all =
                        all.chain(() -> past.of(session, limit, period))
                                .chain(spent -> open(session, limit, period, spent));
            }
        }
        return all;
    }

    private static Uni<Void> open(Mutiny.Session session, Budget limit, Span period, Money spent) {
        return Rows.execute(
                        session,
                        OPEN_ACCOUNT,
                        Map.of(
                                "budget", limit.name(),
                                "from", period.from().toString(),
                                "to", period.to().toString(),
                                "spent", spent.micros()))
                .replaceWithVoid();
    }

    private static Uni<Void> gone(Mutiny.Session session, String name) {
        return Rows.execute(
                        session,
                        "delete from account where split_part(budget, '/', 1) = :name",
                        Map.of("name", name))
                .replaceWithVoid();
    }

    public static Uni<List<JsonNode>> accounts(Mutiny.Session session, String name, Instant now) {
        return Rows.documents(session, ACCOUNTS, Map.of("budget", name, "now", now.toString()));
    }

    public static Uni<List<JsonNode>> holding(Mutiny.Session session, String name) {
        return Rows.documents(session, HOLDING, Map.of("budget", name));
    }
}
