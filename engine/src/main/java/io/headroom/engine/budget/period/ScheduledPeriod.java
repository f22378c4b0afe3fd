package io.headroom.engine.budget.period;

import java.time.Instant;
import java.util.List;

/// A period that counts only in some hours of the week.
public record ScheduledPeriod(BudgetPeriod always, WeekHours hours) implements BudgetPeriod {

    @Override
    public List<Span> at(Instant instant) {
        return hours.covers(instant) ? always.at(instant) : List.of();
    }

    @Override
    public Instant boundaryAfter(Instant instant) {
        Instant period = always.boundaryAfter(instant);
        Instant change = hours.changeAfter(instant);
        return change.isBefore(period) ? change : period;
    }
}
