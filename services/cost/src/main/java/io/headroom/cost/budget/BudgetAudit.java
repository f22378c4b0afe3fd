package io.headroom.cost.budget;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.BudgetSpec;
import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.PageQuery;
import io.headroom.platform.security.Caller;

/// Who tried to change which budget, and what came of it: what was done with the change itself, what was refused besides.
@Singleton
public final class BudgetAudit {

    private static final String ADD =
            """
            insert into budget_audit (at, who, tenant, budget, verb, outcome, detail, version, spec)
            values (cast(cast(:now as text) as timestamptz), cast(:who as text), cast(:tenant as text),
                cast(:budget as text), cast(:verb as text), cast(:outcome as text), nullif(cast(:detail as text), ''),
                nullif(:version, 0), cast(nullif(cast(:spec as text), '') as jsonb))
            """;

    private static final String LIST =
            """
            select cast(to_json(a) as text) from budget_audit a
            where budget = :budget and id > :after order by id limit :most
            """;

    /// Somebody wants to do something to a budget.
    public record Attempt(Caller caller, String budget, String verb) {}

    /// A line of the log.
    ///
    /// @param version which the budget had afterwards; @param spec what it was asked to become
    public record AuditEntry(
            String id,
            Instant at,
            String who,
            String tenant,
            String verb,
            String outcome,
            @Nullable String detail,
            @Nullable Long version,
            @Nullable BudgetSpec spec) {

        static AuditEntry of(JsonNode row) {
            return new AuditEntry(
                    row.get("id").asText(),
                    Rows.instant(row.get("at")),
                    row.get("who").asText(),
                    row.get("tenant").asText(),
                    row.get("verb").asText(),
                    row.get("outcome").asText(),
                    row.get("detail").isNull() ? null : row.get("detail").asText(),
                    row.get("version").isNull() ? null : row.get("version").asLong(),
                    row.get("spec").isNull() ? null : Rows.read(row.get("spec"), BudgetSpec.class));
        }
    }

    private final Transactions transactions;
    private final InstantSource clock;

    @Inject
    BudgetAudit(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /// With the change, in its transaction.
    Uni<Void> done(
            Mutiny.Session session, Attempt attempt, long version, @Nullable BudgetSpec spec) {
        String body = spec == null ? "" : Rows.json(spec);
        return add(session, attempt, new Outcome("accepted", "", version, body));
    }

    /// With a change to something else than a budget, in its transaction.
    public Uni<Void> done(Mutiny.Session session, Attempt attempt, String detail) {
        return add(session, attempt, new Outcome("accepted", detail, 0, ""));
    }

    /// In a transaction of its own: what was to be done was not.
    public Uni<Void> refused(Attempt attempt, Throwable why) {
        String status =
                why instanceof HttpProblem problem
                        ? "refused " + problem.getStatusCode()
                        : "failed";
        String detail = why instanceof HttpProblem p ? String.valueOf(p.getDetail()) : "";
        return transactions.asService(
                session -> add(session, attempt, new Outcome(status, detail, 0, "")));
    }

    public Uni<List<AuditEntry>> list(
            Mutiny.Session session, String budget, PageQuery page, long after) {
        return Rows.documents(
                        session,
                        LIST,
                        Map.of("budget", budget, "after", after, "most", page.fetch()))
                .map(rows -> rows.stream().map(AuditEntry::of).toList());
    }

    private record Outcome(String outcome, String detail, long version, String spec) {}

    private Uni<Void> add(Mutiny.Session session, Attempt attempt, Outcome outcome) {
        Map<String, Object> values = new HashMap<>();
        values.put("now", clock.instant().toString());
        values.put("who", attempt.caller().name());
        values.put("tenant", attempt.caller().tenant());
        values.put("budget", attempt.budget());
        values.put("verb", attempt.verb());
        values.put("outcome", outcome.outcome());
        values.put("detail", outcome.detail());
        values.put("version", outcome.version());
        values.put("spec", outcome.spec());
        return Rows.execute(session, ADD, values).replaceWithVoid();
    }
}
