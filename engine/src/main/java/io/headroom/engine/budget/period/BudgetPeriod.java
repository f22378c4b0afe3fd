package io.headroom.engine.budget.period;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.PeriodSpec;
import io.headroom.contracts.budget.Schedule;

/// Which periods of a budget an instant falls into, and when that changes next. In each of them the amount may be spent once.
public sealed interface BudgetPeriod
        permits FixedPeriod, RecurringPeriod, RollingPeriod, ScheduledPeriod {

    /// The periods that hold the instant, the one that began first at the front; none where nothing is limited.
    List<Span> at(Instant instant);

    /// The next instant after this one at which a period begins or ends; [Instant#MAX] when there is none.
    Instant boundaryAfter(Instant instant);

    /// The one that has seen most: where periods overlap it is the one that ends next.
    default Optional<Span> current(Instant instant) {
        return at(instant).stream().findFirst();
    }

    static BudgetPeriod of(PeriodSpec spec, @Nullable Schedule schedule) {
        BudgetPeriod always = of(spec);
        return schedule == null ? always : new ScheduledPeriod(always, WeekHours.of(schedule));
    }

    static BudgetPeriod of(PeriodSpec spec) {
        if (spec.rolling() != null) {
            return RollingPeriod.of(spec.rolling());
        }
        if (spec.every() != null) {
            return new RecurringPeriod(
                    spec.every(), ZoneId.of(spec.zone() == null ? "UTC" : spec.zone()));
        }
        if (spec.from() == null || spec.to() == null) {
            throw new IllegalArgumentException("a period has a length or fixed dates");
        }
        return new FixedPeriod(new Span(spec.from(), spec.to()));
    }
}
