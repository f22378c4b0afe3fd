package io.headroom.engine.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.forecast.ModelUse;
import io.headroom.engine.forecast.FittedSeries.FittedModel;
import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.engine.forecast.outlook.Outlook;
import io.headroom.engine.forecast.outlook.Usability;
import io.headroom.engine.forecast.outlook.Usability.Unusable;
import io.headroom.engine.forecast.outlook.Usability.Why;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ForecasterTest {
    private static final Instant MONDAY = Instant.parse("2026-01-05T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final ForecastPolicy HOURLY = ForecastPolicy.DEFAULT.withHorizon(24);

    @Test
    void a_day_that_repeats_itself_comes_again() {
        Outlook outlook = outlook(hours(24 * 14, i -> 10 + 5 * Math.sin(Math.PI * i / 12)));
        for (int h = 0; h < 24; h++) {
            assertThat(outlook.quantile(0.5, h))
                    .isCloseTo(10 + 5 * Math.sin(Math.PI * h / 12), within(0.5));
        }
        assertThat(outlook.usability().isUsable()).isTrue();
    }

    @Test
    void what_was_always_the_same_stays_so_without_doubt() {
        Outlook outlook = outlook(hours(24 * 14, _ -> 7));
        assertThat(outlook.quantile(0.05, 0)).isCloseTo(7, within(0.01));
        assertThat(outlook.quantile(0.99, 23)).isCloseTo(7, within(0.01));
    }

    @Test
    void nothing_wanted_so_far_means_nothing_to_buy() {
        assertThat(outlook(hours(24 * 14, _ -> 0)).peak(0.99, 24)).isLessThan(0.01);
    }

    @Test
    void a_single_value_is_shown_and_not_to_be_acted_upon() {
        Outlook outlook = outlook(hours(1, _ -> 4));
        assertThat(outlook.quantile(0.5, 0)).isCloseTo(4, within(0.1));
        assertThat(outlook.quantile(0.99, 0)).isGreaterThan(8);
        assertThat(why(outlook)).isEqualTo(Why.TOO_SHORT);
    }

    @Test
    void an_empty_history_is_known_to_be_empty() {
        assertThat(why(outlook(hours(0, _ -> 0)))).isEqualTo(Why.NO_DEMAND_KNOWN);
    }

    @Test
    void a_history_that_ended_long_ago_is_stale() {
        DemandHistory history = hours(24 * 14, i -> i % 24);
        FittedSeries fitted = Forecaster.refit(history, HOURLY);
        Instant now = history.end().plus(Duration.ofHours(3));
        Outlook outlook = Forecaster.forecast(fitted, history, 24, now);
        assertThat(why(outlook)).isEqualTo(Why.STALE);
        assertThat(outlook.from()).isEqualTo(now);
    }

    @Test
    void reports_that_have_stopped_coming_are_gaps_and_no_noughts() {
        DemandHistory history = hours(24 * 14, i -> i < 24 * 14 - 30 ? 9 : Double.NaN);
        Outlook outlook = outlook(history);
        assertThat(why(outlook)).isEqualTo(Why.CONSTANT_GAPS);
        assertThat(outlook.quantile(0.5, 0)).isCloseTo(9, within(0.5));
    }

    @Test
    void a_model_that_loses_to_seasonal_naive_is_not_used_and_says_so() {
        FittedSeries fitted =
                Forecaster.refit(hours(24 * 28, i -> i % 24 == 8 ? 50 : i % 24), HOURLY);
        FittedModel naive = model(fitted, "naive");
        assertThat(naive.weight()).isZero();
        assertThat(naive.use()).isEqualTo(ModelUse.LOSES_TO_SEASONAL_NAIVE);
        assertThat(fitted.trials())
                .hasSameSizeAs(fitted.models())
                .filteredOn(trial -> trial.use().isUsed())
                .isNotEmpty()
                .allMatch(trial -> trial.weight() > 0 && !trial.model().equals("naive"));
    }

    @Test
    void weights_sum_to_one() {
        FittedSeries fitted =
                Forecaster.refit(hours(24 * 28, i -> 20 + i % 24 + (i * 7919) % 13), HOURLY);
        double sum = fitted.models().stream().mapToDouble(FittedModel::weight).sum();
        assertThat(sum).isCloseTo(1, within(1e-9));
    }

    @Test
    void a_model_may_be_ruled_out() {
        FittedSeries fitted =
                Forecaster.refit(
                        hours(24 * 28, i -> 20 + i % 24), HOURLY.without(List.of("phase", "lag")));
        assertThat(fitted.models())
                .noneMatch(model -> model.name().startsWith("phase"))
                .noneMatch(model -> model.name().startsWith("lag"));
    }

    @Test
    void a_long_history_is_looked_at_in_blocks_that_divide_the_day() {
        DemandHistory history =
                new DemandHistory(MONDAY, Duration.ofMinutes(1), values(11_000, i -> i % 1440));
        FittedSeries fitted = Forecaster.refit(history, ForecastPolicy.MANY);
        assertThat(fitted.block()).isEqualTo(12);
        Outlook outlook = Forecaster.forecast(fitted, history, 120, history.end());
        assertThat(outlook.quantile(0.5, 60)).isCloseTo((11_000 + 60) % 1440, within(60.0));
    }

    private static Outlook outlook(DemandHistory history) {
        return Forecaster.forecast(Forecaster.refit(history, HOURLY), history, 24, history.end());
    }

    private static Why why(Outlook outlook) {
        return switch (outlook.usability()) {
            case Usability.Usable _ -> throw new AssertionError("is usable");
            case Usability.Announced _ -> throw new AssertionError("is usable in part");
            case Unusable unusable -> unusable.why();
        };
    }

    private static FittedModel model(FittedSeries fitted, String name) {
        return fitted.models().stream()
                .filter(m -> m.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static DemandHistory hours(int count, IntToDoubleFunction value) {
        return new DemandHistory(MONDAY, HOUR, values(count, value));
    }

    private static double[] values(int count, IntToDoubleFunction value) {
        double[] values = new double[count];
        Arrays.setAll(values, value);
        return values;
    }
}
