package io.headroom.contracts.budget;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// Spent and committed money has reached a threshold of a budget.
///
/// @param version counts what was said of the budget
/// @param percent the threshold
/// @param action what follows: `event`, `webhook`, `refuse-new`, `spot-only`, `stop-non-production`, `drain`
/// @param scope whose new workloads are refused with `refuse-new`
/// @param until when the period ends, and with it the refusal
@EventName(context = "cost", name = "budget-threshold-reached")
public record BudgetThresholdReached(
        String budget,
        long version,
        int percent,
        String action,
        Money cap,
        Money spent,
        Money committed,
        Instant at,
        @Nullable BudgetScope scope,
        @Nullable Instant until)
        implements Event {

    @Override
    public String key() {
        return budget;
    }

    @Override
    public long version() {
        return version;
    }
}
