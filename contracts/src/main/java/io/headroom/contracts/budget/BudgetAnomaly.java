package io.headroom.contracts.budget;

import java.time.Instant;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// A budget is spent at another rate than its own course foretold.
///
/// @param version counts what was said of the budget, together with [BudgetThresholdReached]
/// @param hour which began then and is over
/// @param spent in that hour; @param low least, @param high most of what was expected in it
@EventName(context = "cost", name = "budget-anomaly")
public record BudgetAnomaly(
        String budget, long version, Instant hour, Money spent, Money low, Money high, Instant at)
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
