package io.headroom.contracts.budget;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;

/// What follows when spent and committed money reach a part of the amount.
public record BudgetThreshold(int percent, @Nullable Action action) {

    /// What is done, once in a period.
    public enum Action {
        /// It is said, and nothing else.
        EVENT,
        /// New workloads of the budget's scope are refused until the period ends.
        REFUSE_NEW
    }

    public BudgetThreshold {
        action = action == null ? Action.EVENT : action;
        new Checks().range(percent, 1, 100, "thresholds.percent").done();
    }

    @Override
    public Action action() {
        return action == null ? Action.EVENT : action;
    }
}
