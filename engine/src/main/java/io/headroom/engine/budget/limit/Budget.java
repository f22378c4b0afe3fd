package io.headroom.engine.budget.limit;

import java.time.Instant;
import java.util.List;

import io.headroom.contracts.budget.BudgetScope;
import io.headroom.contracts.budget.BudgetSpec;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.ReservedShare;
import io.headroom.contracts.budget.SpendAttributes;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.engine.budget.period.BudgetPeriod;
import io.headroom.engine.budget.period.Span;

/// A limit in force.
///
/// @param amount as it was declared, in its own currency; in dollars it is another one in each period ([#cap])
/// @param without nodes bought for these classes do not fall under it
/// @param rates of the currency that the amount is in
public record Budget(
        String name,
        BudgetScope scope,
        Money amount,
        BudgetPeriod period,
        boolean hard,
        List<WorkloadClass> without,
        ExchangeRates rates) {

    /// What others than those for whom a share is reserved may spend: a limit of its own, under the budget's name.
    private static final String OTHERS = "/others";

    public Budget {
        without = List.copyOf(without);
    }

    /// In dollars.
    public Budget(
            String name,
            BudgetScope scope,
            Money amount,
            BudgetPeriod period,
            boolean hard,
            List<WorkloadClass> without) {
        this(name, scope, amount, period, hard, without, ExchangeRates.LEDGER);
    }

    /// In dollars, for every class.
    public Budget(String name, BudgetScope scope, Money amount, BudgetPeriod period, boolean hard) {
        this(name, scope, amount, period, hard, List.of());
    }

    /// In dollars.
    public static Budget of(String name, BudgetSpec spec) {
        return of(name, spec, ExchangeRates.LEDGER);
    }

    public static Budget of(String name, BudgetSpec spec, ExchangeRates rates) {
        if (!spec.currency().equals(rates.currency())) {
            throw new IllegalArgumentException(
                    name + " is in " + spec.currency() + ", not in " + rates.currency());
        }
        return new Budget(
                name,
                spec.scope(),
                spec.amount(),
                BudgetPeriod.of(spec.period(), spec.schedule()),
                spec.enforcement() == BudgetSpec.Enforcement.HARD,
                List.of(),
                rates);
    }

    /// The limits that a declaration makes: its own, and one on what everybody else may take of a share that is reserved.
    public static List<Budget> allOf(String name, BudgetSpec spec, ExchangeRates rates) {
        Budget whole = of(name, spec, rates);
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
                        reserved.classes(),
                        rates));
    }

    /// What may be spent of it in a period, in dollars: by the rate that held when the period began. A later rate changes what
    /// begins later, and nothing that money was granted from already.
    public Money cap(Span period) {
        return rates.limit(amount, period.from());
    }

    /// The same in the period that is now, or by the rate of now where there is none.
    public Money capAt(Instant now) {
        return period.current(now).map(this::cap).orElseGet(() -> rates.limit(amount, now));
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
