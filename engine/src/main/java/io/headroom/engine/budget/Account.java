package io.headroom.engine.budget;

import io.headroom.contracts.budget.Money;

/// What a budget's period was charged and what it still has to keep for leases.
///
/// @param highest the highest that spent and committed ever came to together
public record Account(String budget, Span period, Money spent, Money committed, Money highest) {

    public static Account empty(String budget, Span period) {
        return new Account(budget, period, Money.ZERO, Money.ZERO, Money.ZERO);
    }

    public Money held() {
        return spent.plus(committed);
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
                budget, period, nowSpent, nowCommitted, highest.max(nowSpent.plus(nowCommitted)));
    }
}
