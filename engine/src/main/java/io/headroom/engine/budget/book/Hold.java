package io.headroom.engine.budget.book;

import java.util.List;

import io.headroom.contracts.budget.Money;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.engine.budget.period.Span;

/// What a lease keeps committed in one period of each of some budgets: of twenty that count the same, it is said once.
///
/// @param reserve the part of it that is kept for a machine that is not ended in time
public record Hold(List<String> budgets, Span period, Money amount, Money reserve) {

    public Hold {
        budgets = List.copyOf(budgets);
    }

    public Hold plus(Money more, Money ofIt) {
        return new Hold(budgets, period, amount.plus(more), reserve.plus(ofIt));
    }

    /// Without a budget that is gone, and what follows from it.
    public Hold without(String declared) {
        return new Hold(
                budgets.stream().filter(b -> !Budget.declared(b).equals(declared)).toList(),
                period,
                amount,
                reserve);
    }
}
