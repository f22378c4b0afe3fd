package io.headroom.engine.budget;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import io.headroom.contracts.budget.BudgetScope;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.PeriodSpec;
import io.headroom.contracts.budget.Schedule;
import io.headroom.engine.budget.lease.LeaseMath;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.engine.budget.period.BudgetPeriod;
import io.headroom.engine.budget.period.Span;

import static io.headroom.engine.budget.Spending.NOON;
import static org.assertj.core.api.Assertions.assertThat;

class BudgetPeriodProperties {

    @Property(tries = 300)
    void every_stretch_of_a_rolling_period_lies_within_one_window(
            @ForAll @IntRange(min = 1, max = 8_760) int hours,
            @ForAll @IntRange(min = -10_000_000, max = 10_000_000) int begin) {
        Duration length = Duration.ofHours(hours);
        BudgetPeriod period = BudgetPeriod.of(PeriodSpec.rolling(length));
        Instant from = NOON.plusSeconds(begin);
        Instant last = from.plus(length).minusNanos(1);
        assertThat(period.at(last)).anyMatch(window -> window.contains(from));
        assertThat(period.at(from)).allMatch(window -> window.contains(from));
    }

    @Property(tries = 300)
    void between_two_boundaries_nothing_changes(
            @ForAll("schedules") Schedule schedule,
            @ForAll PeriodSpec.Every every,
            @ForAll @IntRange(min = -500_000, max = 500_000) int minutes) {
        BudgetPeriod period = BudgetPeriod.of(PeriodSpec.every(every, "Europe/Berlin"), schedule);
        Instant at = NOON.plus(Duration.ofMinutes(minutes));
        Instant boundary = period.boundaryAfter(at);
        assertThat(boundary).isAfter(at);
        assertThat(period.at(boundary.minusNanos(1))).isEqualTo(period.at(at));
        Instant between = at.plus(Duration.between(at, boundary).dividedBy(2));
        assertThat(period.at(between)).isEqualTo(period.at(at));
    }

    @Property(tries = 100)
    void all_of_the_week_is_as_no_schedule(
            @ForAll @IntRange(min = -500_000, max = 500_000) int minutes) {
        Schedule always = new Schedule(null, null, null, "Australia/Lord_Howe");
        PeriodSpec month = PeriodSpec.every(PeriodSpec.Every.MONTH, "UTC");
        Instant at = NOON.plus(Duration.ofMinutes(minutes));
        assertThat(BudgetPeriod.of(month, always).at(at)).isEqualTo(BudgetPeriod.of(month).at(at));
    }

    @Property(tries = 200)
    void a_lease_holds_as_much_as_its_pieces_whatever_cuts_it(
            @ForAll("schedules") Schedule schedule,
            @ForAll @IntRange(min = -500_000, max = 500_000) int minutes) {
        Budget budget =
                new Budget(
                        "nights",
                        BudgetScope.everything(),
                        Money.of("1.00"),
                        BudgetPeriod.of(
                                PeriodSpec.every(PeriodSpec.Every.DAY, "America/Santiago"),
                                schedule),
                        true);
        Instant at = NOON.plus(Duration.ofMinutes(minutes));
        List<Span> pieces =
                LeaseMath.pieces(new Span(at, at.plus(Duration.ofHours(30))), List.of(budget));
        assertThat(pieces.getFirst().from()).isEqualTo(at);
        for (int i = 1; i < pieces.size(); i++) {
            assertThat(pieces.get(i).from()).isEqualTo(pieces.get(i - 1).to());
        }
        assertThat(pieces.stream().map(Span::length).reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(Duration.ofHours(30));
    }

    @Provide
    Arbitrary<Schedule> schedules() {
        Arbitrary<List<DayOfWeek>> days =
                Arbitraries.of(DayOfWeek.class).list().ofMinSize(1).ofMaxSize(4);
        Arbitrary<LocalTime> times =
                Arbitraries.integers().between(0, 1439).map(m -> LocalTime.of(m / 60, m % 60));
        Arbitrary<String> zones =
                Arbitraries.of("UTC", "Europe/Berlin", "America/Santiago", "Australia/Lord_Howe");
        return Combinators.combine(days, times, times, zones).as(Schedule::new);
    }
}
