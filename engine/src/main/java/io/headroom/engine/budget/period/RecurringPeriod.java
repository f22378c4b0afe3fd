package io.headroom.engine.budget.period;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;

import io.headroom.contracts.budget.PeriodSpec;

/// Again and again, as the calendar of a zone has it.
public record RecurringPeriod(PeriodSpec.Every every, ZoneId zone) implements BudgetPeriod {

    @Override
    public List<Span> at(Instant instant) {
        return List.of(span(instant));
    }

    @Override
    public Instant boundaryAfter(Instant instant) {
        return span(instant).to();
    }

    /// The period before the one that holds the instant.
    public Span before(Instant instant) {
        return span(span(instant).from().minusNanos(1));
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
        return new Span(first.atStartOfDay(zone).toInstant(), next.atStartOfDay(zone).toInstant());
    }
}
