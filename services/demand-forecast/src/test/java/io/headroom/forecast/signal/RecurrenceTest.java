package io.headroom.forecast.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.check.InvalidFields;
import io.headroom.contracts.forecast.Span;
import io.headroom.engine.forecast.outlook.ExtraDemand;
import io.headroom.engine.forecast.outlook.ExtraDemand.Coming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What repeats comes when a calendar says, by the wall clock.
class RecurrenceTest {

    private static final String BERLIN = "Europe/Berlin";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");

    @Test
    void nine_in_the_morning_is_nine_in_the_morning_in_summer_as_well() {
        assertThat(begins(daily("2026-03-28T08:00:00Z"), "2026-03-28T00:00:00Z", 3))
                .containsExactly(
                        "2026-03-28T08:00:00Z", "2026-03-29T07:00:00Z", "2026-03-30T07:00:00Z");
        assertThat(begins(daily("2026-10-24T07:00:00Z"), "2026-10-24T00:00:00Z", 3))
                .containsExactly(
                        "2026-10-24T07:00:00Z", "2026-10-25T08:00:00Z", "2026-10-26T08:00:00Z");
    }

    @Test
    void what_lasts_over_the_night_ends_as_the_clock_shows_it() {
        Recurrence night = of("FREQ=DAILY", BERLIN, "2026-03-27T21:00:00Z", Duration.ofHours(8));
        assertThat(night.between(Instant.parse("2026-03-28T12:00:00Z"), Instant.MAX, 1))
                .containsExactly(span("2026-03-28T21:00:00Z", "2026-03-29T04:00:00Z"));
    }

    @Test
    void a_time_that_the_clock_jumps_over_is_an_hour_later_and_one_that_comes_twice_comes_once() {
        Recurrence early = of("FREQ=DAILY", BERLIN, "2026-03-28T01:30:00Z", HOUR);
        assertThat(begins(early, "2026-03-28T00:00:00Z", 3))
                .containsExactly(
                        "2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z");
        Recurrence late = of("FREQ=DAILY", BERLIN, "2026-10-24T00:30:00Z", HOUR);
        assertThat(begins(late, "2026-10-24T00:00:00Z", 3))
                .containsExactly(
                        "2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
        Recurrence hourly =
                of("FREQ=HOURLY", BERLIN, "2026-03-29T00:00:00Z", Duration.ofMinutes(30));
        assertThat(begins(hourly, "2026-03-29T00:00:00Z", 3))
                .containsExactly(
                        "2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z");
    }

    @Test
    void it_ends_with_its_count_or_with_until() {
        Recurrence counted = of("FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3", null, MONDAY.toString(), HOUR);
        assertThat(begins(counted, "2026-01-01T00:00:00Z", 9))
                .containsExactly(
                        "2026-03-02T09:00:00Z", "2026-03-04T09:00:00Z", "2026-03-09T09:00:00Z");
        assertThat(counted.over()).isEqualTo(Instant.parse("2026-03-09T10:00:00Z"));
        // Seven in the morning UTC is nine in Berlin by then.
        Recurrence until =
                of("FREQ=DAILY;UNTIL=20260330T070000Z", BERLIN, "2026-03-28T08:00:00Z", HOUR);
        assertThat(begins(until, "2026-01-01T00:00:00Z", 9)).hasSize(3);
        assertThat(until.over()).isBetween("2026-03-30T08:00:00Z", "2026-04-02T00:00:00Z");
    }

    @Test
    void only_times_that_are_not_over_and_begin_soon_are_told() {
        Recurrence daily = of("FREQ=DAILY", null, MONDAY.toString(), HOUR);
        Instant later = MONDAY.plus(Duration.ofDays(400)).plusSeconds(60);
        assertThat(daily.between(later, later.plus(Duration.ofHours(2)), 9))
                .containsExactly(new Span(later.minusSeconds(60), later.plusSeconds(3540)));
        assertThat(daily.between(later.plus(HOUR), later.plus(Duration.ofHours(3)), 9)).isEmpty();
    }

    @Test
    void each_time_is_demand_of_its_own_and_all_but_the_first_may_have_been_learned() {
        Signal signal =
                new Signal(
                        "default",
                        MONDAY,
                        MONDAY.plusSeconds(600),
                        8,
                        null,
                        0.5,
                        "FREQ=MINUTELY;INTERVAL=30",
                        null);
        assertThat(signal.demands(MONDAY, MONDAY.plusSeconds(3600)))
                .containsExactly(
                        new ExtraDemand(MONDAY, MONDAY.plusSeconds(600), 8, 0.5, Coming.FIRST),
                        new ExtraDemand(
                                MONDAY.plusSeconds(1800),
                                MONDAY.plusSeconds(2400),
                                8,
                                0.5,
                                Coming.AGAIN));
    }

    @Test
    void what_makes_no_sense_is_refused_by_its_field() {
        refused("repeat", "FREQ=FORTNIGHTLY", HOUR);
        refused("repeat", "FREQ=SECONDLY", Duration.ofSeconds(1));
        refused("repeat", "FREQ=MINUTELY;INTERVAL=4", Duration.ofMinutes(1));
        refused("repeat", "FREQ=DAILY;BYHOUR=9;BYMINUTE=0,3", Duration.ofMinutes(1));
        refused("repeat", "FREQ=DAILY;BYSECOND=0,30", Duration.ofSeconds(1));
        refused("repeat", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", HOUR);
        refused("repeat", "FREQ=MINUTELY;INTERVAL=1440;BYHOUR=10", HOUR);
        refused("repeat", "FREQ=DAILY;UNTIL=20200101T000000Z", HOUR);
        refused("repeat", "FREQ=DAILY;UNTIL=20270101", HOUR);
        refused("repeat", "FREQ=DAILY;COUNT=0", HOUR);
        refused("repeat", "FREQ=DAILY;COUNT=10001", HOUR);
        refused("repeat", "FREQ=DAILY;" + "BYHOUR=9;".repeat(100), HOUR);
        refused("from", "FREQ=WEEKLY;BYDAY=TU", HOUR);
        refused("to", "FREQ=DAILY;BYHOUR=9,10", Duration.ofMinutes(61));
        assertThat(of("FREQ=DAILY;BYHOUR=9,10", null, MONDAY.toString(), HOUR)).isNotNull();
        assertThatThrownBy(() -> of("FREQ=DAILY", "Berlin", MONDAY.toString(), HOUR))
                .isInstanceOfSatisfying(
                        InvalidFields.class,
                        e -> assertThat(e.fields().getFirst().field()).isEqualTo("zone"));
    }

    private static void refused(String field, String rule, Duration lasting) {
        assertThatThrownBy(() -> of(rule, null, MONDAY.toString(), lasting))
                .as(rule)
                .isInstanceOfSatisfying(
                        InvalidFields.class,
                        e -> assertThat(e.fields().getFirst().field()).isEqualTo(field));
    }

    /// At nine in Berlin.
    private static Recurrence daily(String from) {
        return of("FREQ=DAILY", BERLIN, from, HOUR);
    }

    private static Recurrence of(
            String rule, @Nullable String zone, String from, Duration lasting) {
        Instant begin = Instant.parse(from);
        Recurrence recurrence = Recurrence.of(rule, zone, begin, begin.plus(lasting));
        recurrence.check();
        return recurrence;
    }

    private static List<String> begins(Recurrence recurrence, String after, int most) {
        return recurrence.between(Instant.parse(after), Instant.MAX, most).stream()
                .map(span -> span.from().toString())
                .toList();
    }

    private static Span span(String from, String to) {
        return new Span(Instant.parse(from), Instant.parse(to));
    }
}
