package io.headroom.cost.books;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import io.headroom.contracts.budget.BudgetSpec;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.engine.budget.limit.ExchangeRates;
import io.headroom.platform.database.Rows;

/// A declared budget and what was said of it so far.
///
/// @param budget its own limit; @param limits that one, and those that follow from it
public record BudgetRow(
        String name,
        long version,
        long said,
        BudgetSpec spec,
        Budget budget,
        List<Budget> limits,
        Instant createdAt) {

    private static BudgetRow of(
            String name,
            long version,
            long said,
            BudgetSpec spec,
            ExchangeRates rates,
            Instant createdAt) {
        List<Budget> limits = Budget.allOf(name, spec, rates);
        return new BudgetRow(name, version, said, spec, limits.getFirst(), limits, createdAt);
    }

    static BudgetRow of(JsonNode row, BudgetSpec spec, ExchangeRates rates) {
        return of(
                row.get("name").asText(),
                row.get("version").asLong(),
                row.get("said").asLong(),
                spec,
                rates,
                Rows.instant(row.get("created_at")));
    }

    /// The same declaration, of the version that the row is.
    BudgetRow as(JsonNode row) {
        return new BudgetRow(
                name,
                row.get("version").asLong(),
                row.get("said").asLong(),
                spec,
                budget,
                limits,
                Rows.instant(row.get("created_at")));
    }

    BudgetRow saidAgain() {
        return new BudgetRow(name, version, said + 1, spec, budget, limits, createdAt);
    }
}
