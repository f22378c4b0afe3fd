package io.headroom.engine.budget.book;

import io.headroom.contracts.budget.Money;

/// A change that would take a budget over its cap: whoever sees it must not commit.
public final class CapPassed extends IllegalStateException {

    private final String budget;

    public CapPassed(String budget, Money held, Money cap) {
        super("budget " + budget + " would hold " + held + " of " + cap);
        this.budget = budget;
    }

    public String budget() {
        return budget;
    }
}
