package io.headroom.engine.budget.book;

import java.util.List;

import io.headroom.contracts.budget.Money;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.engine.budget.limit.Restriction;
import io.headroom.engine.budget.period.Span;

/// What a budget's period was charged and what it still has to keep for leases.
///
/// @param reserve of what is committed, the part kept for machines that are not ended in time
/// @param highest the highest that spent and committed ever came to together
/// @param carried what the period before left over, and adds to the amount
/// @param restrictions what its thresholds have set in force
public record Account(
        String budget,
        Span period,
        Money spent,
        Money committed,
        Money reserve,
        Money highest,
        Money carried,
        List<Restriction> restrictions) {

    public Account {
        restrictions = List.copyOf(restrictions);
    }

    public static Account empty(String budget, Span period) {
        Money none = Money.ZERO;
        return new Account(budget, period, none, none, none, none, none, List.of());
    }

    public Money held() {
        return spent.plus(committed);
    }

    /// The most that may be held in it.
    public Money cap(Budget budgeted) {
        return budgeted.cap(period).plus(carried);
    }

    public Account carrying(Money over) {
        return new Account(budget, period, spent, committed, reserve, highest, over, restrictions);
    }

    public Account restricted(List<Restriction> now) {
        return new Account(budget, period, spent, committed, reserve, highest, carried, now);
    }

    Account post(Posting posting) {
        Money nowSpent = spent.plus(posting.spent());
        Money nowCommitted = committed.plus(posting.committed());
        if (nowCommitted.isNegative()) {
            throw new IllegalStateException(
                    "budget "
                            + budget
                            + " would give back more than it committed: "
                            + nowCommitted);
        }
        return new Account(
                budget,
                period,
                nowSpent,
                nowCommitted,
                reserve.plus(posting.reserve()),
                highest.max(nowSpent.plus(nowCommitted)),
                carried,
                restrictions);
    }
}
