package io.headroom.contracts.budget;

import java.time.Instant;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// A budget that refused new workloads takes them again: its period ended, its amount was raised, or it was deleted.
///
/// @param version counts what was said of the budget, together with [BudgetThresholdReached]
@EventName(context = "cost", name = "budget-opened")
public record BudgetOpened(String budget, long version, Instant at) implements Event {

    @Override
    public String key() {
        return budget;
    }

    @Override
    public long version() {
        return version;
    }
}
