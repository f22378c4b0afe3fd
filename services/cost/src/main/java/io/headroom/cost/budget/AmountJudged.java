package io.headroom.cost.budget;

import java.util.List;

import io.headroom.contracts.budget.BudgetSpec;
import io.headroom.contracts.budget.Money;
import io.headroom.engine.budget.book.Account;
import io.headroom.engine.budget.book.CapChange;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.platform.rest.FieldError;
import io.headroom.platform.rest.Problem;

/// Refuses an amount that what is spent or committed does not fit into.
final class AmountJudged {

    private AmountJudged() {}

    /// Whether more is committed than the amount, which the caller accepts; throws where it may not be.
    static boolean exceeds(BudgetAdmin.Wish wish, List<Account> accounts) {
        boolean exceeded = false;
        if (wish.spec().enforcement() == BudgetSpec.Enforcement.SOFT) {
            return false;
        }
        Budget budget = wish.limits().getFirst();
        for (Account account : accounts) {
            Money amount = budget.cap(account.period());
            switch (CapChange.judge(amount, account)) {
                case CapChange.Accepted() -> {}
                case CapChange.BelowSpent(Money spent) ->
                        throw Problem.unprocessable(
                                "amount",
                                "must be at least the "
                                        + spent
                                        + " that are spent already, not "
                                        + amount);
                case CapChange.BelowCommitted(Money spent, Money committed) -> {
                    if (wish.onExceed() == OnExceed.REFUSE) {
                        throw below(amount, spent, committed);
                    }
                    exceeded = true;
                }
            }
        }
        return exceeded;
    }

    private static RuntimeException below(Money amount, Money spent, Money committed) {
        String detail =
                "spent %s and committed %s are more than %s: end nodes first, or let them drain with onExceed=drain"
                        .formatted(spent, committed, amount);
        return Problem.conflicting(detail)
                .with("errors", List.of(new FieldError("amount", detail)))
                .with("amount", amount.toString())
                .with("spent", spent.toString())
                .with("committed", committed.toString())
                .build();
    }
}
