package io.headroom.engine.budget;

import java.util.List;

import io.headroom.contracts.budget.BudgetScope;
import io.headroom.contracts.budget.BudgetSpec;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.SpendAttributes;

/// A limit in force.
public record Budget(String name, BudgetScope scope, Money cap, BudgetPeriod period, boolean hard) {

    public static Budget of(String name, BudgetSpec spec) {
        return new Budget(
                name,
                spec.scope(),
                spec.amount(),
                BudgetPeriod.of(spec.period()),
                spec.enforcement() == BudgetSpec.Enforcement.HARD);
    }

    /// The budgets that spending with these attributes falls under: all of them, in the order given.
    public static List<Budget> matching(List<Budget> budgets, SpendAttributes attributes) {
        return budgets.stream().filter(b -> b.scope().matches(attributes)).toList();
    }
}
