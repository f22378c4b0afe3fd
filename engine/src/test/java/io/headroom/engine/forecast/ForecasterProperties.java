package io.headroom.engine.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.engine.forecast.outlook.Outlook;
import io.headroom.engine.forecast.outlook.QuantilePath;

import static org.assertj.core.api.Assertions.assertThat;

/// Whatever the history: a forecast comes out, and it is sane.
class ForecasterProperties {
    private static final ForecastPolicy POLICY =
            ForecastPolicy.DEFAULT
                    .withSeasons(List.of(Duration.ofMinutes(6), Duration.ofMinutes(42)))
                    .withHorizon(9)
                    .withPoints(64);

    @Property(tries = 300)
    void any_history_has_finite_rising_quantiles_that_are_not_negative(
            @ForAll("histories") DemandHistory history,
            @ForAll @IntRange(min = 1, max = 40) int steps) {
        Outlook outlook = forecast(history, steps, 0);
        assertThat(outlook.steps()).isEqualTo(steps);
        for (int h = 0; h < steps; h++) {
            double before = 0;
            for (QuantilePath path : outlook.paths()) {
                double value = path.values().get(h);
                assertThat(value).isFinite().isGreaterThanOrEqualTo(before);
                before = value;
            }
        }
    }

    @Property(tries = 100)
    void the_same_history_has_the_same_forecast(@ForAll("histories") DemandHistory history) {
        assertThat(forecast(history, 9, 0)).isEqualTo(forecast(history, 9, 0));
    }

    @Property(tries = 100)
    void no_history_makes_a_forecast_fly_away(@ForAll("histories") DemandHistory history) {
        double most = 0;
        for (int i = 0; i < history.size(); i++) {
            most = history.isKnown(i) ? Math.max(most, history.value(i)) : most;
        }
        Outlook outlook = forecast(history, 9, 0);
        assertThat(outlook.peak(0.99, 9)).isLessThanOrEqualTo(50 * most + 50);
    }

    @Property(tries = 100)
    void what_was_learned_from_one_history_may_be_used_on_another(
            @ForAll("histories") DemandHistory learned, @ForAll("histories") DemandHistory other) {
        FittedSeries fitted = Forecaster.refit(learned, POLICY);
        assertThat(Forecaster.forecast(fitted, other, 9, other.end()).steps()).isEqualTo(9);
    }

    @Property(tries = 100)
    void a_clock_that_jumps_is_survived(
            @ForAll("histories") DemandHistory history,
            @ForAll @IntRange(min = -5000, max = 5000) int late) {
        Outlook outlook = forecast(history, 9, late);
        assertThat(outlook.from()).isAfterOrEqualTo(history.end());
        if (late > 31) {
            assertThat(outlook.usability().isUsable()).isFalse();
        }
    }

    private static Outlook forecast(DemandHistory history, int steps, int minutesLate) {
        FittedSeries fitted = Forecaster.refit(history, POLICY);
        return Forecaster.forecast(
                fitted, history, steps, history.end().plus(Duration.ofMinutes(minutesLate)));
    }

    @Provide
    Arbitrary<DemandHistory> histories() {
        Arbitrary<Double> value =
                Arbitraries.frequencyOf(
                        Tuple.of(6, Arbitraries.integers().between(0, 9).map(i -> (double) i)),
                        Tuple.of(3, Arbitraries.just(0.0)),
                        Tuple.of(1, Arbitraries.doubles().between(0, 1e12)),
                        Tuple.of(1, Arbitraries.of(Double.NaN, -3.0, Double.POSITIVE_INFINITY)));
        Arbitrary<Double> constant = Arbitraries.of(0.0, 1.0, 1e9, Double.NaN);
        return Arbitraries.oneOf(
                        value.array(double[].class).ofMinSize(0).ofMaxSize(40),
                        value.array(double[].class).ofMinSize(150).ofMaxSize(300),
                        constant.flatMap(
                                c -> Arbitraries.just(c).array(double[].class).ofMaxSize(200)))
                .map(v -> new DemandHistory(Instant.EPOCH, Duration.ofMinutes(1), v));
    }
}
