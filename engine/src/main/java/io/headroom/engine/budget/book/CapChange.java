package io.headroom.engine.budget.book;

import io.headroom.contracts.budget.Money;

/// Whether a budget's amount may become another one.
public sealed interface CapChange {

    record Accepted() implements CapChange {}

    /// What is spent is spent: no such amount can hold.
    record BelowSpent(Money spent) implements CapChange {}

    /// Leases that are out could cost more: only nodes that end make it true.
    record BelowCommitted(Money spent, Money committed) implements CapChange {}

    /// @param amount in dollars, by the rate of the account's period
    static CapChange judge(Money amount, Account account) {
        Money cap = amount.plus(account.carried());
        if (cap.compareTo(account.spent()) < 0) {
            return new BelowSpent(account.spent());
        }
        return cap.compareTo(account.held()) < 0
                ? new BelowCommitted(account.spent(), account.committed())
                : new Accepted();
    }
}
