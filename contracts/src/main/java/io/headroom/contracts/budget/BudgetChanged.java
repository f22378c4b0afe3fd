package io.headroom.contracts.budget;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// A budget was declared, changed or deleted: what it refused before may be asked for again at once.
///
/// @param version counts what was said of the budget, together with [BudgetThresholdReached]
/// @param spec as it stands from now on; absent when it was deleted
/// @param by who did it
@EventName(context = "cost", name = "budget-changed")
public record BudgetChanged(
        String budget, long version, @Nullable BudgetSpec spec, String by, Instant at)
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
