package io.headroom.engine.forecast.doubt;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.headroom.engine.forecast.FittedSeries;
import io.headroom.engine.forecast.ForecastPolicy;
import io.headroom.engine.forecast.Forecaster;
import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.engine.forecast.outlook.Outlook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class VigilanceTest {
    @Test
    void nothing_seen_moves_nothing() {
        for (double level : ForecastPolicy.LEVELS) {
            assertThat(Vigilance.CALM.level(level)).isCloseTo(level, within(1e-12));
        }
    }

    @Test
    void as_many_misses_as_promised_move_nothing() {
        Vigilance after = Vigilance.CALM.having(0.1, 0.1, 3);
        assertThat(after.level(0.9)).isCloseTo(0.9, within(1e-12));
    }

    @Test
    void a_horizon_above_its_quantile_raises_what_lies_above_the_median_and_nothing_else() {
        Vigilance after = Vigilance.CALM.having(1, 0, 1);
        assertThat(after.level(0.9)).isCloseTo(0.945, within(1e-12));
        assertThat(after.level(0.95)).isCloseTo(0.9725, within(1e-12));
        assertThat(after.level(0.5)).isEqualTo(0.5);
        assertThat(after.level(0.1)).isGreaterThan(0.1);
    }

    @Test
    void levels_keep_their_order_whatever_happens() {
        for (double missed : new double[] {0, 0.5, 1}) {
            for (int horizons = 0; horizons < 40; horizons++) {
                Vigilance after = Vigilance.CALM.having(missed, 1 - missed, horizons);
                double before = 0;
                for (double level : ForecastPolicy.LEVELS) {
                    assertThat(after.level(level)).isBetween(before, 1.0);
                    before = after.level(level);
                }
            }
        }
    }

    /// The same fit, and the same centre: noise that has grown since the refit widens the doubt without any refit.
    @Test
    void errors_since_the_refit_widen_the_doubt() {
        DemandHistory calm = noise(3);
        DemandHistory wild = noise(30);
        FittedSeries fitted =
                Forecaster.refit(calm.head(2000), ForecastPolicy.DEFAULT.withHorizon(12));
        assertThat(spread(fitted, wild)).isGreaterThan(1.3 * spread(fitted, calm));
    }

    private static double spread(FittedSeries fitted, DemandHistory history) {
        Outlook outlook = Forecaster.forecast(fitted, history, 12, history.end());
        return outlook.quantile(0.9, 5) - outlook.quantile(0.5, 5);
    }

    /// Ten-minute steps about 100; the noise changes after step 2000.
    private static DemandHistory noise(double later) {
        Random random = new Random(7);
        double[] values = new double[2150];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, 100 + random.nextGaussian() * (i < 2000 ? 3 : later));
        }
        return new DemandHistory(
                Instant.parse("2026-01-05T00:00:00Z"), Duration.ofMinutes(10), values);
    }

    @Test
    void without_looks_since_the_refit_the_doubt_is_that_of_the_refit() {
        DemandHistory calm = noise(3).head(2000);
        FittedSeries fitted = Forecaster.refit(calm, ForecastPolicy.DEFAULT.withHorizon(12));
        Outlook outlook = Forecaster.forecast(fitted, calm, 12, calm.end());
        double centre = outlook.quantile(0.5, 0);
        assertThat(outlook.quantile(0.9, 0) - centre).isBetween(2.0, 6.0);
        assertThat(outlook.levels()).isEqualTo(List.copyOf(ForecastPolicy.LEVELS));
    }
}
