package io.headroom.cost.books;

import com.fasterxml.jackson.databind.JsonNode;

import io.headroom.contracts.budget.BudgetSpec;
import io.headroom.cost.sql.Sql;
import io.headroom.engine.budget.Budget;

/// A declared budget and what was said of it so far.
public record BudgetRow(String name, long version, long said, BudgetSpec spec, Budget budget) {

    public static BudgetRow of(String name, long version, long said, BudgetSpec spec) {
        return new BudgetRow(name, version, said, spec, Budget.of(name, spec));
    }

    static BudgetRow of(JsonNode row) {
        return of(
                row.get("name").asText(),
                row.get("version").asLong(),
                row.get("said").asLong(),
                Sql.read(row.get("spec"), BudgetSpec.class));
    }

    BudgetRow saidAgain() {
        return new BudgetRow(name, version, said + 1, spec, budget);
    }
}
