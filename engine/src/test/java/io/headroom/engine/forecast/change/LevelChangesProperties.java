package io.headroom.engine.forecast.change;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

import io.headroom.engine.forecast.FittedSeries;
import io.headroom.engine.forecast.ForecastPolicy;
import io.headroom.engine.forecast.Forecaster;
import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.engine.forecast.model.series.Series;
import io.headroom.engine.forecast.outlook.Outlook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Half-hours of demand with a day, with noise of counts, and with or without a jump in the middle of a day.
class LevelChangesProperties {
    private static final int DAY = 48;
    private static final int WEEK = 7 * DAY;
    private static final int JUMP = 14 * DAY + DAY / 3;
    private static final int QUARTER = DAY / 4;
    private static final Instant MONDAY = Instant.parse("2026-01-05T00:00:00Z");

    @Property(tries = 60)
    void demand_that_doubles_is_found_within_eight_hours_where_it_began(
            @ForAll @LongRange(max = 1_000_000) long seed) {
        for (double factor : new double[] {2, 5}) {
            double[] demand = demand(seed, JUMP + QUARTER + QUARTER / 3, 100, 1, factor);
            assertThat(in(demand)).hasSize(1);
            LevelChange change = in(demand).getFirst();
            assertThat(change.index()).isBetween(JUMP - 3, JUMP + 3);
            assertThat(change.factor()).isCloseTo(factor, within(0.3 * factor));
        }
    }

    @Property(tries = 60)
    void demand_that_falls_to_a_fifth_is_found_within_two_and_a_half_days(
            @ForAll @LongRange(max = 1_000_000) long seed) {
        List<LevelChange> changes = in(demand(seed, JUMP + 5 * DAY / 2, 100, 1, 0.2));
        assertThat(changes).hasSize(1);
        assertThat(changes.getFirst().factor()).isCloseTo(0.2, within(0.06));
    }

    /// What was learned before the jump is used after it: the reset does not wait for the next refit.
    @Property(tries = 10)
    void a_forecast_stands_on_the_new_level_eight_hours_after_the_jump(
            @ForAll @LongRange(max = 1_000_000) long seed) {
        double[] whole = demand(seed, JUMP + 2 * DAY, 100, 1, 2);
        DemandHistory history = new DemandHistory(MONDAY, Duration.ofMinutes(30), whole);
        FittedSeries fitted =
                Forecaster.refit(history.head(JUMP), ForecastPolicy.DEFAULT.withHorizon(DAY));
        DemandHistory known = history.head(JUMP + QUARTER + QUARTER / 3);
        Outlook outlook = Forecaster.forecast(fitted, known, DAY, known.end());
        double off = 0;
        double sum = 0;
        for (int h = 0; h < DAY; h++) {
            double expected = 2 * rate(100, known.size() + h);
            off += Math.abs(outlook.quantile(0.5, h) - expected);
            sum += expected;
        }
        assertThat(off / sum).isLessThan(0.25);
        assertThat(outlook.model()).contains("level x");
        assertThat(Forecaster.refit(known, fitted.policy()).changes()).hasSize(1);
    }

    @Test
    void no_more_than_one_in_a_hundred_series_without_a_jump_has_a_false_alarm() {
        int alarms = 0;
        for (int seed = 0; seed < 300; seed++) {
            double size = new double[] {4, 40, 400}[seed % 3];
            double atWeekends = seed % 2 == 0 ? 1 : 0.3;
            alarms += in(demand(seed, 3 * WEEK, size, atWeekends, 1)).isEmpty() ? 0 : 1;
        }
        assertThat(alarms).isLessThanOrEqualTo(3);
    }

    @Test
    void a_crowd_of_an_hour_is_no_change_of_level() {
        double[] demand = demand(1, 3 * WEEK, 40, 1, 1);
        for (int i = JUMP; i < JUMP + 2; i++) {
            demand[i] *= 6;
        }
        assertThat(in(demand)).isEmpty();
    }

    @Property(tries = 60)
    void a_launch_day_is_over_eight_hours_after_it_ended(
            @ForAll @LongRange(max = 1_000_000) long seed) {
        double[] demand = demand(seed, JUMP + DAY + QUARTER + QUARTER / 3, 100, 1, 1);
        for (int i = JUMP; i < JUMP + DAY; i++) {
            demand[i] *= 4;
        }
        assertThat(in(demand)).isEmpty();
        assertThat(in(Arrays.copyOf(demand, JUMP + DAY))).hasSize(1);
    }

    @Test
    void a_day_off_is_no_change_of_level() {
        double[] demand = demand(1, 3 * WEEK, 40, 1, 1);
        for (int i = 16 * DAY; i < 17 * DAY; i++) {
            demand[i] *= 0.1;
        }
        assertThat(in(demand)).isEmpty();
    }

    @Test
    void what_lay_before_is_brought_to_the_level_after() {
        double[] factors =
                LevelChanges.levelled(List.of(new LevelChange(2, 3), new LevelChange(4, 0.5)), 6);
        assertThat(factors).containsExactly(1.5, 1.5, 0.5, 0.5, 1, 1);
    }

    private static List<LevelChange> in(double[] demand) {
        return LevelChanges.in(Series.of(demand, DAY, WEEK));
    }

    private static double rate(double size, int at) {
        return size * (1 + 0.6 * Math.sin(2 * Math.PI * at / DAY));
    }

    private static double[] demand(
            long seed, int steps, double size, double atWeekends, double factor) {
        Random random = new Random(seed);
        double[] values = new double[steps];
        for (int i = 0; i < steps; i++) {
            double rate = rate(size, i) * (i / DAY % 7 >= 5 ? atWeekends : 1);
            rate *= i >= JUMP ? factor : 1;
            values[i] = Math.max(0, Math.round(rate + random.nextGaussian() * Math.sqrt(rate)));
        }
        return values;
    }
}
