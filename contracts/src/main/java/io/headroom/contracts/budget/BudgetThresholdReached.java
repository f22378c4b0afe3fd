package io.headroom.contracts.budget;

import java.time.Instant;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// Spent and committed money has reached a threshold of a budget.
///
/// @param percent the threshold; @param action what follows: `event`, `refuse-new`
@EventName(context = "cost", name = "budget-threshold-reached")
public record BudgetThresholdReached(
        String budget,
        long version,
        int percent,
        String action,
        Money cap,
        Money spent,
        Money committed,
        Instant at)
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
