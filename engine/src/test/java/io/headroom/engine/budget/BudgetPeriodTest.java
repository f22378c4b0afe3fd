package io.headroom.engine.budget;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.PeriodSpec;
import io.headroom.contracts.budget.PeriodSpec.Every;

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

    private static Span every(Every every, String zone, String at) {
        return BudgetPeriod.of(PeriodSpec.every(every, zone)).at(Instant.parse(at)).orElseThrow();
    }
}
