package io.headroom.cost.budget;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.BudgetScope;
import io.headroom.contracts.budget.BudgetSpec;
import io.headroom.contracts.budget.BudgetThreshold;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.PeriodSpec;
import io.headroom.contracts.budget.ReservedShare;
import io.headroom.contracts.budget.Schedule;
import io.headroom.platform.database.Rows;

/// A budget as the API shows it.
///
/// @param warnings what its owner should know: a period so short that leases hold much of it, a scope that matches nothing
/// @param drainPlan which nodes will go when, where the amount was lowered below what is committed
record BudgetView(
        String name,
        long version,
        BudgetScope scope,
        Money amount,
        String currency,
        PeriodSpec period,
        BudgetSpec.Enforcement enforcement,
        List<BudgetThreshold> thresholds,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Money carryOver,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ReservedShare reserved,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Schedule schedule,
        boolean exclusive,
        Instant createdAt,
        Instant updatedAt,
        String updatedBy,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Draining> drainPlan) {

    /// A node whose lease is not renewed unless enough is given back before.
    record Draining(String node, Instant drainBy, Instant until, Money held) {}

    static BudgetView of(JsonNode row, List<String> warnings, List<Draining> drainPlan) {
        BudgetSpec spec = Rows.read(row.get("spec"), BudgetSpec.class);
        return new BudgetView(
                row.get("name").asText(),
                row.get("version").asLong(),
                spec.scope(),
                spec.amount(),
                spec.currency(),
                spec.period(),
                spec.enforcement(),
                spec.thresholds(),
                spec.carryOver(),
                spec.reserved(),
                spec.schedule(),
                spec.exclusive(),
                Rows.instant(row.get("created_at")),
                Rows.instant(row.get("updated_at")),
                row.get("updated_by").asText(),
                warnings,
                drainPlan);
    }
}
