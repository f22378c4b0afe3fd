package io.headroom.forecast.outlook;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.forecast.outlook.SeriesForecasts.Foreseen;
import io.headroom.forecast.series.DemandHabits;
import io.headroom.forecast.signal.Signal;

import static io.headroom.forecast.outlook.Turns.NOON;
import static io.headroom.forecast.outlook.Turns.ending;
import static io.headroom.forecast.outlook.Turns.median;
import static io.headroom.forecast.outlook.Turns.one;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// A turn of the loop, whatever the signals, the histories and the clock are like.
class SeriesForecastsTest {

    private static final Duration DAY = Duration.ofDays(1);

    private final Turns turns = new Turns();

    @AfterEach
    void stop() {
        turns.stop();
    }

    @Test
    void a_lane_that_never_wanted_anything_is_foreseen_to_want_what_was_announced() {
        DemandForecast said =
                one(turns.turn(NOON, signals(signal("night", GpuModel.H100))), "night/H100");
        assertThat(said.usable()).isTrue();
        assertThat(said.usableAt(NOON.plus(Duration.ofMinutes(29)))).isFalse();
        assertThat(median(said).get(31)).isCloseTo(200, within(0.01));
        assertThat(median(said).get(10)).isZero();
        assertThat(said.typical())
                .isEqualTo(new Shape(List.of(GpuModel.H100), 1, Shape.WHOLE, 0, 0, 0));
        assertThat(said.model()).contains("nothing besides");
        assertThat(turns.hasSeenNothing()).as("it has wanted nothing yet").isTrue();
    }

    @Test
    void a_gpu_of_it_is_taken_to_need_what_one_of_the_lanes_largest_series_does() {
        turns.habits.put(
                "night/L40S", new DemandHabits(shape(GpuModel.L40S, 4_000), new TreeMap<>()));
        turns.habits.put(
                "night/H200", new DemandHabits(shape(GpuModel.H200, 12_000), new TreeMap<>()));
        turns.habits.put(
                "other/H200", new DemandHabits(shape(GpuModel.H200, 64_000), new TreeMap<>()));
        Foreseen turn =
                turns.turn(
                        NOON,
                        signals(signal("night", GpuModel.H100)),
                        ending(NOON, "night/L40S", 2),
                        ending(NOON, "night/H200", 30));
        assertThat(one(turn, "night/H100").typical()).isEqualTo(shape(GpuModel.H100, 12_000));
        assertThat(one(turn, "night/H100").model()).contains("night/H200");
    }

    @Test
    void a_past_that_was_imported_is_bought_for_before_any_workload_was_seen() {
        DemandForecast said =
                one(turns.turn(NOON, List.of(), ending(NOON, "night/H100", 30)), "night/H100");
        assertThat(said.typical())
                .isEqualTo(new Shape(List.of(GpuModel.H100), 1, Shape.WHOLE, 0, 0, 0));
    }

    @Test
    void without_a_model_it_adds_to_the_lanes_largest_series() {
        Foreseen turn =
                turns.turn(
                        NOON,
                        signals(signal("night", null)),
                        ending(NOON, "night/H100", 2),
                        ending(NOON, "night/H200", 30));
        assertThat(median(one(turn, "night/H200")).get(31)).isCloseTo(230, within(1.0));
        assertThat(median(one(turn, "night/H100")).get(31)).isCloseTo(2, within(0.5));
        assertThat(one(turns.turn(NOON, signals(signal("empty", null))), "empty/any").usable())
                .isTrue();
    }

    @Test
    void what_is_withdrawn_is_taken_back_once_and_then_not_spoken_of() {
        Foreseen announced = turns.turn(NOON, signals(signal("night", GpuModel.H100)));
        Foreseen taken = turns.turn(NOON.plusSeconds(60), signals());
        assertThat(one(taken, "night/H100").usable()).isFalse();
        assertThat(median(one(taken, "night/H100"))).containsOnly(0.0);
        assertThat(one(taken, "night/H100").version()).isGreaterThan(announced.version());
        assertThat(taken.over()).containsExactly("night/H100");
        assertThat(turns.turn(NOON.plusSeconds(120), signals()).series()).isEmpty();
    }

    @Test
    void a_clock_that_jumps_a_day_on_makes_a_gap_that_is_not_believed_and_learns_anew() {
        var _ = turns.turn(NOON, signals(), ending(NOON, "night/H100", 8));
        Instant then = NOON.plus(DAY);
        DemandHistory gap = ending(NOON, "night/H100", 8);
        double[] values = Arrays.copyOf(gap.toArray(), gap.size() + (int) DAY.toMinutes());
        Arrays.fill(values, gap.size(), values.length - 1, Double.NaN);
        values[values.length - 1] = 8;
        DemandHistory after =
                new DemandHistory("night/H100", gap.start(), Duration.ofMinutes(1), values);
        Foreseen turn = turns.turn(then, signals(), after);
        assertThat(turn.tried()).isNotEmpty();
        assertThat(one(turn, "night/H100").usable()).isFalse();
        assertThat(one(turn, "night/H100").why()).startsWith("CONSTANT_GAPS");
        assertThat(one(turn, "night/H100").from()).isEqualTo(then);
    }

    @Test
    void a_clock_that_jumps_a_day_back_is_foreseen_from_where_it_is_and_heard() {
        var _ = turns.turn(NOON.plus(DAY), signals(), ending(NOON.plus(DAY), "night/H100", 8));
        Foreseen turn = turns.turn(NOON, signals(), ending(NOON, "night/H100", 8));
        assertThat(turn.tried()).as("it does not wait a day for it").isNotEmpty();
        assertThat(one(turn, "night/H100").usable()).isTrue();
        assertThat(one(turn, "night/H100").from()).isEqualTo(NOON);
        assertThat(turn.version())
                .as("who hears it drops what is older")
                .isGreaterThan(NOON.plus(DAY).getEpochSecond());
    }

    @Test
    void one_point_no_demand_and_always_the_same_are_survived() {
        DemandHistory point =
                new DemandHistory(
                        "night/H100",
                        NOON.minusSeconds(60),
                        Duration.ofMinutes(1),
                        new double[] {3});
        Foreseen turn =
                turns.turn(
                        NOON, signals(), point, ending(NOON, "a/any", 0), ending(NOON, "b/any", 7));
        assertThat(one(turn, "night/H100").usable()).isFalse();
        assertThat(one(turn, "a/any").usable()).isTrue();
        assertThat(median(one(turn, "a/any"))).containsOnly(0.0);
        assertThat(median(one(turn, "b/any"))).allMatch(gpus -> Math.abs(gpus - 7) < 0.5);
    }

    @Test
    void nothing_at_all_is_survived() {
        assertThat(turns.turn(NOON, signals()).series()).isEmpty();
    }

    /// From in half an hour on, for six hours.
    @Test
    void each_time_of_what_repeats_is_usable_by_itself() {
        Signal twice =
                new Signal(
                        "launch",
                        NOON.plusSeconds(600),
                        NOON.plusSeconds(1200),
                        50,
                        GpuModel.H100,
                        1,
                        "FREQ=HOURLY;COUNT=2",
                        null);
        DemandForecast said = one(turns.turn(NOON, List.of(twice)), "launch/H100");
        assertThat(said.usableIn()).hasSize(2);
        assertThat(said.usableAt(NOON.plusSeconds(4200))).isTrue();
        assertThat(said.usableAt(NOON.plusSeconds(1800))).isFalse();
        assertThat(median(said).get(15)).isCloseTo(50, within(0.01));
    }

    @Test
    void what_came_each_day_at_nine_is_not_announced_on_top_of_the_forecast_that_has_learned_it() {
        Instant halfPastEight = Instant.parse("2026-01-20T08:30:00Z");
        double[] past = new double[8 * 24 * 60];
        for (int i = 0; i < past.length; i++) {
            Instant at = halfPastEight.minus(Duration.ofMinutes(past.length - i));
            past[i] = at.atZone(ZoneOffset.UTC).getHour() == 9 ? 108 : 8;
        }
        DemandHistory history =
                new DemandHistory(
                        "batch/H100",
                        halfPastEight.minus(Duration.ofMinutes(past.length)),
                        Duration.ofMinutes(1),
                        past);
        assertThat(median(one(turns.turn(halfPastEight, List.of(), history), "batch/H100")).get(50))
                .as("it has been learned")
                .isCloseTo(108, within(15.0));
        Instant first = Instant.parse("2026-01-13T09:00:00Z");
        Signal daily =
                new Signal(
                        "batch",
                        first,
                        first.plusSeconds(3600),
                        100,
                        GpuModel.H100,
                        1,
                        "FREQ=DAILY",
                        null);
        List<Double> median =
                median(one(turns.turn(halfPastEight, List.of(daily), history), "batch/H100"));
        assertThat(median.get(20)).isCloseTo(8, within(5.0));
        assertThat(median.get(50)).isCloseTo(108, within(15.0));
    }

    private static Signal signal(String lane, @Nullable GpuModel model) {
        Instant from = NOON.plus(Duration.ofMinutes(30));
        return Signal.once(lane, from, from.plus(Duration.ofHours(6)), 200, model, 0.9);
    }

    private static List<Signal> signals(Signal... signals) {
        return List.of(signals);
    }

    private static Shape shape(GpuModel model, int cpuMillis) {
        return new Shape(List.of(model), 1, Shape.WHOLE, 0, cpuMillis, 1_024);
    }
}
