package io.headroom.engine.budget;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.PeriodSpec;
import io.headroom.contracts.budget.PeriodSpec.Every;
import io.headroom.contracts.budget.Schedule;
import io.headroom.engine.budget.period.BudgetPeriod;
import io.headroom.engine.budget.period.Span;

import static org.assertj.core.api.Assertions.assertThat;

class BudgetPeriodTest {

    @Test
    void a_day_of_the_clock_change_has_25_hours() {
        Span day = every(Every.DAY, "Europe/Berlin", "2026-10-25T12:00:00Z");
        assertThat(day.from()).isEqualTo("2026-10-24T22:00:00Z");
        assertThat(day.length()).isEqualTo(Duration.ofHours(25));
    }

    @Test
    void an_hour_is_an_hour_where_the_clock_shifts_by_half_of_one() {
        Span before = every(Every.HOUR, "Australia/Lord_Howe", "2026-04-04T14:45:00Z");
        Span after = every(Every.HOUR, "Australia/Lord_Howe", before.to().toString());
        assertThat(before.length()).isEqualTo(Duration.ofHours(1));
        assertThat(after.from()).isEqualTo(before.to());
    }

    @Test
    void a_week_begins_on_monday_and_a_quarter_in_january() {
        assertThat(every(Every.WEEK, "UTC", "2026-11-15T10:00:00Z").from())
                .isEqualTo("2026-11-09T00:00:00Z");
        assertThat(every(Every.QUARTER, "UTC", "2026-03-31T23:59:59Z"))
                .isEqualTo(
                        new Span(
                                Instant.parse("2026-01-01T00:00:00Z"),
                                Instant.parse("2026-04-01T00:00:00Z")));
    }

    @Test
    void fixed_dates_limit_nothing_outside_of_them() {
        Instant from = Instant.parse("2026-11-01T00:00:00Z");
        Instant to = Instant.parse("2026-11-02T00:00:00Z");
        BudgetPeriod period = BudgetPeriod.of(PeriodSpec.fixed(from, to));
        assertThat(period.at(to)).isEmpty();
        assertThat(period.at(from)).contains(new Span(from, to));
        assertThat(period.boundaryAfter(from.minusSeconds(1))).isEqualTo(from);
        assertThat(period.boundaryAfter(to)).isEqualTo(Instant.MAX);
    }

    @Test
    void any_stretch_of_a_rolling_period_lies_within_one_of_its_windows() {
        BudgetPeriod period = BudgetPeriod.of(PeriodSpec.rolling(Duration.ofHours(12)));
        Instant at = Instant.parse("2026-11-15T10:20:00Z");
        assertThat(period.at(at)).hasSize(13).allMatch(w -> w.contains(at));
        assertThat(period.at(at)).allMatch(w -> w.length().equals(Duration.ofHours(13)));
        assertThat(period.current(at))
                .contains(
                        new Span(
                                Instant.parse("2026-11-14T22:00:00Z"),
                                Instant.parse("2026-11-15T11:00:00Z")));
        assertThat(period.boundaryAfter(at)).isEqualTo("2026-11-15T11:00:00Z");
    }

    @Test
    void a_night_that_began_on_a_weekday_goes_on_into_the_next() {
        Schedule nights =
                new Schedule(
                        List.of(DayOfWeek.FRIDAY),
                        LocalTime.of(22, 0),
                        LocalTime.of(6, 0),
                        "Europe/Berlin");
        BudgetPeriod period =
                BudgetPeriod.of(PeriodSpec.every(Every.MONTH, "Europe/Berlin"), nights);
        assertThat(period.at(Instant.parse("2026-11-13T20:59:59Z"))).isEmpty();
        assertThat(period.at(Instant.parse("2026-11-13T21:00:00Z"))).hasSize(1);
        assertThat(period.at(Instant.parse("2026-11-14T04:59:59Z"))).hasSize(1);
        assertThat(period.at(Instant.parse("2026-11-14T05:00:00Z"))).isEmpty();
        assertThat(period.boundaryAfter(Instant.parse("2026-11-13T23:00:00Z")))
                .isEqualTo("2026-11-14T05:00:00Z");
    }

    @Test
    void a_night_of_the_clock_change_is_an_hour_longer() {
        Schedule nights =
                new Schedule(null, LocalTime.of(22, 0), LocalTime.of(6, 0), "Europe/Berlin");
        BudgetPeriod period = BudgetPeriod.of(PeriodSpec.every(Every.MONTH, "UTC"), nights);
        Instant begins = period.boundaryAfter(Instant.parse("2026-10-24T12:00:00Z"));
        assertThat(Duration.between(begins, period.boundaryAfter(begins)))
                .isEqualTo(Duration.ofHours(9));
    }

    private static Span every(Every every, String zone, String at) {
        return BudgetPeriod.of(PeriodSpec.every(every, zone))
                .current(Instant.parse(at))
                .orElseThrow();
    }
}
