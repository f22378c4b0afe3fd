package io.headroom.engine.budget;

import io.headroom.contracts.budget.Money;

/// A change of one account: what became spent and what is committed more or, negative, less.
public record Posting(String budget, Span period, Money spent, Money committed) {

    Posting plus(Posting other) {
        return new Posting(
                budget, period, spent.plus(other.spent), committed.plus(other.committed));
    }
}
