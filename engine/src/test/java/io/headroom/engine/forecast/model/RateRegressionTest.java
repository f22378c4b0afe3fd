package io.headroom.engine.forecast.model;

import java.util.Random;

import org.junit.jupiter.api.Test;

import io.headroom.engine.forecast.model.series.Series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RateRegressionTest {
    private static final int DAY = 48;
    private static final int NOW = 20 * DAY + DAY / 2;
    private static final RateRegression MODEL = new RateRegression();

    @Test
    void a_busy_day_stays_busy_in_the_shape_of_a_day() {
        Series series = counts(1.6);
        double[] path = MODEL.path(MODEL.fit(series, NOW, 12), series, NOW, 12);
        double off = 0;
        double sum = 0;
        for (int h = 0; h < 12; h++) {
            off += Math.abs(path[h] - 1.6 * rate(NOW + h));
            sum += 1.6 * rate(NOW + h);
        }
        assertThat(off / sum).isLessThan(0.2);
    }

    @Test
    void what_it_says_of_the_past_does_not_know_the_future() {
        double[] parameters = MODEL.fit(counts(1), 18 * DAY, 12);
        double[] whole = MODEL.path(parameters, counts(1), 18 * DAY, 12);
        double[] known = MODEL.path(parameters, counts(5), 18 * DAY, 12);
        assertThat(known).containsExactly(whole);
    }

    @Test
    void nothing_wanted_is_nothing_expected() {
        Series series = Series.of(new double[10 * DAY], DAY);
        double[] path = MODEL.path(MODEL.fit(series, 10 * DAY, 6), series, 10 * DAY, 6);
        assertThat(path).containsOnly(new double[] {0, 0, 0, 0, 0, 0}, within(1e-6));
    }

    @Test
    void two_days_are_the_least_it_learns_from() {
        assertThat(MODEL.suits(Series.of(new double[3 * DAY], DAY), 2 * DAY)).isFalse();
        assertThat(MODEL.suits(Series.of(new double[3 * DAY], DAY), 3 * DAY)).isTrue();
        assertThat(MODEL.suits(Series.of(new double[3 * DAY]), 3 * DAY)).isFalse();
    }

    private static double rate(int at) {
        return 20 * (1 + 0.6 * Math.sin(2 * Math.PI * at / DAY));
    }

    /// Counts with a day; the days differ in size, and the last is so many times the usual.
    private static Series counts(double lastDay) {
        Random random = new Random(5);
        double[] values = new double[21 * DAY];
        double size = 1;
        for (int i = 0; i < values.length; i++) {
            if (i % DAY == 0) {
                size = i == 20 * DAY ? lastDay : 0.6 + 0.8 * random.nextDouble();
            }
            double rate = size * rate(i);
            values[i] = Math.max(0, Math.round(rate + random.nextGaussian() * Math.sqrt(rate)));
        }
        return Series.of(values, DAY, 7 * DAY);
    }
}
