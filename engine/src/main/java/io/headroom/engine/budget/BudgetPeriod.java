package io.headroom.engine.budget;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

import io.headroom.contracts.budget.PeriodSpec;

/// Which period of a budget an instant falls into, and when the next one begins.
public sealed interface BudgetPeriod {

    /// The period that holds the instant; none outside of fixed dates.
    Optional<Span> at(Instant instant);

    /// The next instant after this one at which a period begins or ends; [Instant#MAX] when there is none.
    Instant boundaryAfter(Instant instant);

    static BudgetPeriod of(PeriodSpec spec) {
        if (spec.every() == null) {
            if (spec.from() == null || spec.to() == null) {
                throw new IllegalArgumentException("a period has a length or fixed dates");
            }
            return new Fixed(new Span(spec.from(), spec.to()));
        }
        return new Recurring(spec.every(), ZoneId.of(spec.zone() == null ? "UTC" : spec.zone()));
    }

    /// Once, between two instants: outside of them the budget limits nothing.
    record Fixed(Span span) implements BudgetPeriod {
        @Override
        public Optional<Span> at(Instant instant) {
            return span.contains(instant) ? Optional.of(span) : Optional.empty();
        }

        @Override
        public Instant boundaryAfter(Instant instant) {
            if (instant.isBefore(span.from())) {
                return span.from();
            }
            return instant.isBefore(span.to()) ? span.to() : Instant.MAX;
        }
    }

    /// Again and again, as the calendar of a zone has it.
    record Recurring(PeriodSpec.Every every, ZoneId zone) implements BudgetPeriod {
        @Override
        public Optional<Span> at(Instant instant) {
            return Optional.of(span(instant));
        }

        @Override
        public Instant boundaryAfter(Instant instant) {
            return span(instant).to();
        }

        private Span span(Instant instant) {
            LocalDate day = LocalDate.ofInstant(instant, zone);
            return switch (every) {
                case HOUR -> hour(instant);
                case DAY -> days(day, day.plusDays(1));
                case WEEK -> {
                    LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                    yield days(monday, monday.plusWeeks(1));
                }
                case MONTH -> days(day.withDayOfMonth(1), day.withDayOfMonth(1).plusMonths(1));
                case QUARTER -> {
                    LocalDate first =
                            LocalDate.of(day.getYear(), day.getMonth().firstMonthOfQuarter(), 1);
                    yield days(first, first.plusMonths(3));
                }
            };
        }

        /// By the standard offset: where daylight saving shifts by half an hour, hours of the wall clock would overlap.
        private Span hour(Instant instant) {
            ZoneOffset standard = zone.getRules().getStandardOffset(instant);
            Instant start = instant.atOffset(standard).truncatedTo(ChronoUnit.HOURS).toInstant();
            return new Span(start, start.plus(Duration.ofHours(1)));
        }

        private Span days(LocalDate first, LocalDate next) {
            return new Span(
                    first.atStartOfDay(zone).toInstant(), next.atStartOfDay(zone).toInstant());
        }
    }
}
