package io.headroom.cost.budget.standing;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.budget.BudgetSpec;
import io.headroom.cost.rate.KnownRates;
import io.headroom.cost.rate.Rates;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.platform.database.Rows;

/// Rows of budgets with what else was asked for of each, and what their currencies are in dollars.
public record BudgetsRead(List<JsonNode> rows, KnownRates known) {

    /// @param query with the parameter `:now`, of documents with `name` and `spec`
    static Uni<BudgetsRead> of(Mutiny.Session session, Rates rates, String query, Instant now) {
        return Rows.documents(session, query, Map.of("now", now.toString()))
                .chain(
                        rows ->
                                rates.of(session, currencies(rows))
                                        .map(known -> new BudgetsRead(rows, known)));
    }

    private static List<String> currencies(List<JsonNode> rows) {
        return rows.stream().map(row -> row.get("spec").path("currency").asText()).toList();
    }

    Budget budget(JsonNode row) {
        BudgetSpec spec = Rows.read(row.get("spec"), BudgetSpec.class);
        return Budget.of(row.get("name").asText(), spec, known.of(spec));
    }
}
