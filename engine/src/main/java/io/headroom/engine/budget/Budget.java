package io.headroom.engine.budget;

import java.util.List;

import io.headroom.contracts.budget.BudgetScope;
import io.headroom.contracts.budget.BudgetSpec;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.ReservedShare;
import io.headroom.contracts.budget.SpendAttributes;
import io.headroom.contracts.workload.WorkloadClass;

/// A limit in force.
///
/// @param without nodes bought for these classes do not fall under it
public record Budget(
        String name,
        BudgetScope scope,
        Money cap,
        BudgetPeriod period,
        boolean hard,
        List<WorkloadClass> without) {

    /// What others than those for whom a share is reserved may spend: a limit of its own, under the budget's name.
    private static final String OTHERS = "/others";

    public Budget {
        without = List.copyOf(without);
    }

    public Budget(String name, BudgetScope scope, Money cap, BudgetPeriod period, boolean hard) {
        this(name, scope, cap, period, hard, List.of());
    }

    public static Budget of(String name, BudgetSpec spec) {
        return new Budget(
                name,
                spec.scope(),
                spec.amount(),
                BudgetPeriod.of(spec.period(), spec.schedule()),
                spec.enforcement() == BudgetSpec.Enforcement.HARD);
    }

    /// The limits that a declaration makes: its own, and one on what everybody else may take of a share that is reserved.
    public static List<Budget> allOf(String name, BudgetSpec spec) {
        Budget whole = of(name, spec);
        ReservedShare reserved = spec.reserved();
        if (reserved == null) {
            return List.of(whole);
        }
        Money others = new Money(spec.amount().micros() / 100 * (100 - reserved.percent()));
        return List.of(
                whole,
                new Budget(
                        name + OTHERS,
                        whole.scope(),
                        others,
                        whole.period(),
                        whole.hard(),
                        reserved.classes()));
    }

    /// The name under which people declared it.
    public static String declared(String name) {
        return name.endsWith(OTHERS) ? name.substring(0, name.length() - OTHERS.length()) : name;
    }

    public boolean isDerived() {
        return name.endsWith(OTHERS);
    }

    public boolean covers(SpendAttributes attributes) {
        WorkloadClass of = attributes.workloadClass();
        return scope.matches(attributes) && (of == null || !without.contains(of));
    }

    /// The budgets that spending with these attributes falls under: all of them, in the order given.
    public static List<Budget> matching(List<Budget> budgets, SpendAttributes attributes) {
        return budgets.stream().filter(b -> b.covers(attributes)).toList();
    }
}
