package io.headroom.engine.budget.book;

import java.time.Instant;
import java.util.Optional;

import io.headroom.contracts.budget.Money;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.engine.budget.period.FixedPeriod;
import io.headroom.engine.budget.period.RecurringPeriod;
import io.headroom.engine.budget.period.RollingPeriod;
import io.headroom.engine.budget.period.ScheduledPeriod;
import io.headroom.engine.budget.period.Span;
import io.headroom.engine.budget.period.WeekHours;

/// What a period leaves to the next one.
public final class CarryOver {

    private CarryOver() {}

    /// The period that leaves something to the one that is now.
    public static Optional<Span> before(Budget budget, Instant now) {
        return switch (budget.period()) {
            case RecurringPeriod recurring -> Optional.of(recurring.before(now));
            case ScheduledPeriod(RecurringPeriod recurring, WeekHours _) ->
                    Optional.of(recurring.before(now));
            case ScheduledPeriod _, FixedPeriod _, RollingPeriod _ -> Optional.empty();
        };
    }

    /// What was neither spent nor is still held, at most so much, in dollars. What was carried into that period is not carried on:
    /// money that nobody wanted twice is not wanted.
    public static Money from(Account past, Budget budget, Money most) {
        Money left = budget.cap(past.period()).minus(past.held());
        return left.isPositive() ? left.min(most) : Money.ZERO;
    }
}
