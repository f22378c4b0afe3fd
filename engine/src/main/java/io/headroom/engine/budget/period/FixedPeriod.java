package io.headroom.engine.budget.period;

import java.time.Instant;
import java.util.List;

/// Once, between two instants: outside of them the budget limits nothing.
public record FixedPeriod(Span span) implements BudgetPeriod {

    @Override
    public List<Span> at(Instant instant) {
        return span.contains(instant) ? List.of(span) : List.of();
    }

    @Override
    public Instant boundaryAfter(Instant instant) {
        if (instant.isBefore(span.from())) {
            return span.from();
        }
        return instant.isBefore(span.to()) ? span.to() : Instant.MAX;
    }
}
