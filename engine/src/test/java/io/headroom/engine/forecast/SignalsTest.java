package io.headroom.engine.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.forecast.Span;
import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.engine.forecast.outlook.Announcement;
import io.headroom.engine.forecast.outlook.ExtraDemand;
import io.headroom.engine.forecast.outlook.Outlook;
import io.headroom.engine.forecast.outlook.QuantilePath;
import io.headroom.engine.forecast.outlook.Signals;
import io.headroom.engine.forecast.outlook.Usability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// What is announced is on top of what is foreseen, and makes nothing else of a forecast believed.
class SignalsTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int AN_HOUR = 60;
    private static final Outlook NOTHING =
            Outlook.ofNothing("s", NOON, MINUTE, AN_HOUR, List.of(0.5));

    @Test
    void what_is_announced_of_a_series_that_never_wanted_anything_is_usable_in_its_time_alone() {
        DemandForecast said = heard(history(), from(10, 20, 200, 0.8));
        assertThat(said.usable()).isTrue();
        assertThat(said.usableIn()).containsExactly(new Span(at(10), at(20)));
        assertThat(said.usableAt(at(9))).isFalse();
        assertThat(said.usableAt(at(10))).isTrue();
        assertThat(said.usableAt(at(20))).isFalse();
        assertThat(said.why()).startsWith("NO_DEMAND_KNOWN");
        assertThat(path(said, "0.5").subList(10, 20)).allMatch(gpus -> Math.abs(gpus - 200) < 0.01);
        assertThat(path(said, "0.1")).allMatch(gpus -> gpus < 0.01);
        assertThat(path(said, "0.99").subList(0, 10)).containsOnly(0.0);
        assertThat(path(said, "0.99").subList(20, AN_HOUR)).containsOnly(0.0);
    }

    @Test
    void tomorrows_signal_makes_nothing_usable_today() {
        DemandHistory young = history(3, 3);
        DemandForecast said = heard(young, from(24 * 60, 30 * 60, 200, 1));
        assertThat(said.usable()).isFalse();
        assertThat(said.usableIn()).isNull();
        assertThat(said.why()).startsWith("TOO_SHORT");
    }

    @Test
    void a_young_series_is_what_it_wants_now_and_what_is_announced() {
        DemandForecast said = heard(history(3, 3, 3), from(10, 20, 200, 1));
        assertThat(path(said, "0.5").get(10)).isCloseTo(203, within(0.01));
        assertThat(path(said, "0.99").get(9)).isZero();
    }

    @Test
    void signals_of_one_time_each_name_demand_of_their_own() {
        DemandForecast said = heard(always(8), from(10, 30, 200, 1), from(20, 40, 50, 1));
        assertThat(said.usableIn()).isNull();
        assertThat(path(said, "0.5").get(9)).isCloseTo(8, within(0.5));
        assertThat(path(said, "0.5").get(10)).isCloseTo(208, within(0.5));
        assertThat(path(said, "0.5").get(20)).isCloseTo(258, within(0.5));
        assertThat(path(said, "0.5").get(30)).isCloseTo(58, within(0.5));
    }

    @Test
    void times_that_touch_are_one_and_a_gap_between_is_not_usable() {
        DemandForecast said =
                heard(history(), from(40, 50, 9, 1), from(10, 20, 9, 1), from(20, 30, 9, 1));
        assertThat(said.usableIn())
                .containsExactly(new Span(at(10), at(30)), new Span(at(40), at(50)));
    }

    @Test
    void what_has_come_is_not_expected_again() {
        double[] values = new double[120];
        Arrays.fill(values, 8);
        Arrays.fill(values, 110, 120, 158);
        DemandHistory history = ending(NOON, values);
        List<ExtraDemand> left =
                Signals.outstanding(
                        List.of(from(60, 90, 40, 1), from(-10, 30, 200, 1)), history, NOTHING);
        assertThat(left)
                .as("150 of the 200 that have begun have come, of the 40 that have not, nothing")
                .containsExactly(from(-10, 30, 50, 1), from(60, 90, 40, 1));
    }

    @Test
    void of_two_that_have_begun_the_first_comes_first() {
        double[] values = new double[120];
        Arrays.fill(values, 100, 120, 30);
        List<ExtraDemand> left =
                Signals.outstanding(
                        List.of(from(-20, 30, 20, 1), from(-15, 30, 20, 1)),
                        ending(NOON, values),
                        NOTHING);
        assertThat(left).containsExactly(from(-20, 30, 0, 1), from(-15, 30, 10, 1));
    }

    @Test
    void what_comes_again_is_not_announced_on_top_of_what_the_forecast_has_learned_of_it() {
        Outlook rising = usable(i -> i >= 20 && i < 40 ? 158 : 8);
        assertThat(Signals.outstanding(List.of(again(20, 40, 200)), always(8), rising))
                .as("150 of the 200 are foreseen")
                .containsExactly(again(20, 40, 50));
        assertThat(Signals.outstanding(List.of(again(20, 40, 100)), always(8), rising))
                .containsExactly(again(20, 40, 0));
        assertThat(Signals.outstanding(List.of(from(20, 40, 200, 1)), always(8), rising))
                .as("what was never there before cannot have been learned")
                .containsExactly(from(20, 40, 200, 1));
        assertThat(Signals.outstanding(List.of(again(20, 40, 200)), always(8), NOTHING))
                .as("what is not believed says nothing")
                .containsExactly(again(20, 40, 200));
    }

    @Test
    void what_comes_again_and_has_begun_is_still_what_the_forecast_expects_of_it() {
        Outlook rising = usable(i -> i < 20 ? 158 : 8);
        assertThat(Signals.outstanding(List.of(again(-1, 20, 200)), always(8), rising))
                .containsExactly(again(-1, 20, 50));
    }

    @Test
    void what_is_learned_of_two_that_come_again_at_one_time_is_taken_off_once() {
        Outlook rising = usable(i -> i >= 20 && i < 40 ? 148 : 8);
        assertThat(
                        Signals.outstanding(
                                List.of(again(20, 40, 100), again(20, 40, 60)), always(8), rising))
                .containsExactly(again(20, 40, 0), again(20, 40, 20));
    }

    private static ExtraDemand again(int begin, int end, double gpus) {
        return new ExtraDemand(at(begin), at(end), gpus, 1, ExtraDemand.Coming.AGAIN);
    }

    private static Outlook usable(IntToDoubleFunction gpus) {
        List<Double> values = IntStream.range(0, AN_HOUR).mapToDouble(gpus).boxed().toList();
        return new Outlook(
                "s",
                NOON,
                MINUTE,
                List.of(new QuantilePath(0.5, values)),
                "known",
                new Usability.Usable());
    }

    @Test
    void a_signal_of_a_far_time_or_an_old_one_is_survived() {
        ExtraDemand ages = new ExtraDemand(Instant.MIN, Instant.MAX, 1_000_000, 1);
        assertThat(path(heard(history(), ages), "0.5")).allMatch(gpus -> gpus > 999_999);
        assertThat(path(heard(always(8), ages), "0.5")).allMatch(Double::isFinite);
    }

    @Property(tries = 200)
    void any_signals_leave_quantiles_that_rise(
            @ForAll @DoubleRange(min = 0, max = 1e6) double gpus,
            @ForAll @DoubleRange(min = 0, max = 1) double certainty,
            @ForAll @DoubleRange(min = 0, max = 1) double other) {
        Outlook plain = outlook(always(3));
        Outlook heard =
                Signals.heard(
                        plain,
                        always(3),
                        List.of(from(0, 9, gpus, certainty), from(5, 12, gpus / 3, other)));
        for (int i = 0; i < heard.steps(); i++) {
            for (double level : heard.levels()) {
                assertThat(heard.quantile(level, i))
                        .isBetween(
                                plain.quantile(level, i) - 1e-6,
                                plain.quantile(level, i) + gpus * 4 / 3 + 1e-6);
            }
        }
    }

    private static DemandForecast heard(DemandHistory history, ExtraDemand... signals) {
        Outlook plain = outlook(history);
        List<ExtraDemand> left = Signals.outstanding(List.of(signals), history, plain);
        return Announcement.of(Signals.heard(plain, history, left), 1);
    }

    private static Outlook outlook(DemandHistory history) {
        ForecastPolicy policy = ForecastPolicy.DEFAULT.withHorizon(AN_HOUR);
        if (history.size() == 0) {
            Outlook nothing = Outlook.ofNothing("s", NOON, MINUTE, AN_HOUR, policy.levels());
            assertThat(nothing.usability()).isInstanceOf(Usability.Unusable.class);
            return nothing;
        }
        return Forecaster.forecast(Forecaster.refit(history, policy), history, AN_HOUR, NOON);
    }

    private static DemandHistory always(double gpus) {
        double[] values = new double[180];
        Arrays.fill(values, gpus);
        return ending(NOON, values);
    }

    private static DemandHistory history(double... values) {
        return ending(NOON, values);
    }

    private static DemandHistory ending(Instant end, double[] values) {
        return new DemandHistory(
                "s", end.minus(MINUTE.multipliedBy(values.length)), MINUTE, values);
    }

    private static ExtraDemand from(int begin, int end, double gpus, double certainty) {
        return new ExtraDemand(at(begin), at(end), gpus, certainty);
    }

    private static Instant at(int minute) {
        return NOON.plus(MINUTE.multipliedBy(minute));
    }

    private static List<Double> path(DemandForecast forecast, String level) {
        return forecast.quantiles().getOrDefault(level, List.of());
    }
}
