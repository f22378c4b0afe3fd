package io.headroom.forecast.outlook;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.forecast.ModelTrial;
import io.headroom.contracts.forecast.ModelUse;
import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.forecast.outlook.SeriesForecasts.Facts;
import io.headroom.forecast.outlook.SeriesForecasts.Foreseen;
import io.headroom.forecast.series.DemandHabits;
import io.headroom.forecast.signal.Signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// A turn of the loop, whatever the signals, the histories and the clock are like.
class SeriesForecastsTest {

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private final SeriesForecasts forecasts = new SeriesForecasts();
    private final SortedMap<String, DemandHabits> habits = new TreeMap<>();
    private final SortedMap<String, Long> versions = new TreeMap<>();
    private final SortedMap<String, List<ModelTrial>> tried = new TreeMap<>();

    @Test
    void a_lane_that_never_wanted_anything_is_foreseen_to_want_what_was_announced() {
        DemandForecast said =
                one(turn(NOON, signals(signal("night", GpuModel.H100))), "night/H100");
        assertThat(said.usable()).isTrue();
        assertThat(said.usableAt(NOON.plus(Duration.ofMinutes(29)))).isFalse();
        assertThat(median(said).get(31)).isCloseTo(200, within(0.01));
        assertThat(median(said).get(10)).isZero();
        assertThat(said.typical())
                .isEqualTo(new Shape(List.of(GpuModel.H100), 1, Shape.WHOLE, 0, 0, 0));
        assertThat(said.model()).contains("nothing besides");
        assertThat(forecasts.seen()).as("it has wanted nothing yet").isEmpty();
    }

    @Test
    void a_gpu_of_it_is_taken_to_need_what_one_of_the_lanes_largest_series_does() {
        habits.put("night/L40S", new DemandHabits(shape(GpuModel.L40S, 4_000), new TreeMap<>()));
        habits.put("night/H200", new DemandHabits(shape(GpuModel.H200, 12_000), new TreeMap<>()));
        habits.put("other/H200", new DemandHabits(shape(GpuModel.H200, 64_000), new TreeMap<>()));
        Foreseen turn =
                turn(
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
                one(turn(NOON, signals(), ending(NOON, "night/H100", 30)), "night/H100");
        assertThat(said.typical())
                .isEqualTo(new Shape(List.of(GpuModel.H100), 1, Shape.WHOLE, 0, 0, 0));
    }

    @Test
    void without_a_model_it_adds_to_the_lanes_largest_series() {
        Foreseen turn =
                turn(
                        NOON,
                        signals(signal("night", null)),
                        ending(NOON, "night/H100", 2),
                        ending(NOON, "night/H200", 30));
        assertThat(median(one(turn, "night/H200")).get(31)).isCloseTo(230, within(1.0));
        assertThat(median(one(turn, "night/H100")).get(31)).isCloseTo(2, within(0.5));
        assertThat(one(turn(NOON, signals(signal("empty", null))), "empty/any").usable()).isTrue();
    }

    @Test
    void what_is_withdrawn_is_taken_back_once_and_then_not_spoken_of() {
        Foreseen announced = turn(NOON, signals(signal("night", GpuModel.H100)));
        remember(announced);
        Foreseen taken = turn(NOON.plusSeconds(60), signals());
        assertThat(one(taken, "night/H100").usable()).isFalse();
        assertThat(median(one(taken, "night/H100"))).containsOnly(0.0);
        assertThat(one(taken, "night/H100").version()).isGreaterThan(announced.version());
        assertThat(taken.over()).containsExactly("night/H100");
        versions.remove("night/H100");
        assertThat(turn(NOON.plusSeconds(120), signals()).said()).isEmpty();
    }

    @Test
    void a_clock_that_jumps_a_day_on_makes_a_gap_that_is_not_believed_and_learns_anew() {
        remember(turn(NOON, signals(), ending(NOON, "night/H100", 8)));
        Instant then = NOON.plus(DAY);
        DemandHistory gap = ending(NOON, "night/H100", 8);
        double[] values = Arrays.copyOf(gap.toArray(), gap.size() + (int) DAY.toMinutes());
        Arrays.fill(values, gap.size(), values.length - 1, Double.NaN);
        values[values.length - 1] = 8;
        DemandHistory after =
                new DemandHistory("night/H100", gap.start(), Duration.ofMinutes(1), values);
        Foreseen turn = turn(then, signals(), after);
        assertThat(turn.relearned()).isTrue();
        assertThat(one(turn, "night/H100").usable()).isFalse();
        assertThat(one(turn, "night/H100").why()).startsWith("CONSTANT_GAPS");
        assertThat(one(turn, "night/H100").from()).isEqualTo(then);
    }

    @Test
    void a_clock_that_jumps_a_day_back_is_foreseen_from_where_it_is_and_heard() {
        remember(turn(NOON.plus(DAY), signals(), ending(NOON.plus(DAY), "night/H100", 8)));
        Foreseen turn = turn(NOON, signals(), ending(NOON, "night/H100", 8));
        assertThat(turn.relearned()).as("it does not wait a day for it").isTrue();
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
                turn(NOON, signals(), point, ending(NOON, "a/any", 0), ending(NOON, "b/any", 7));
        assertThat(one(turn, "night/H100").usable()).isFalse();
        assertThat(one(turn, "a/any").usable()).isTrue();
        assertThat(path(one(turn, "a/any"), "0.5")).containsOnly(0.0);
        assertThat(median(one(turn, "b/any"))).allMatch(gpus -> Math.abs(gpus - 7) < 0.5);
    }

    @Test
    void other_models_than_before_are_told_once_with_their_reasons_also_after_a_restart() {
        DemandHistory steady = ending(NOON, "night/H100", 8);
        Foreseen first = turn(NOON, signals(), steady);
        assertThat(first.switches()).hasSize(1);
        assertThat(first.switches().getFirst().begun()).isNotEmpty();
        assertThat(first.switches().getFirst().stopped()).isEmpty();
        remember(first);
        Foreseen restarted =
                new SeriesForecasts().foresee(facts(NOON.plusSeconds(60), steady), false);
        assertThat(restarted.relearned()).isTrue();
        assertThat(restarted.switches()).isEmpty();

        tried.put("night/H100", List.of(new ModelTrial("a-model-of-old", 1, 0.5, ModelUse.USED)));
        Foreseen other = new SeriesForecasts().foresee(facts(NOON.plusSeconds(120), steady), false);
        assertThat(other.switches().getFirst().stopped()).containsExactly("a-model-of-old");
        assertThat(other.switches().getFirst().models())
                .hasSizeBetween(2, 20)
                .anyMatch(trial -> trial.use() == ModelUse.USED && trial.weight() > 0);
    }

    @Test
    void a_new_series_borrows_the_days_of_its_lane_once_its_size_is_known() {
        DemandHistory grown = days("night/H200", NOON);
        DemandHistory young = ending(NOON, "night/H100", 1).tail(30);
        Foreseen turn = turn(NOON, signals(), grown, young);
        DemandForecast said = one(turn, "night/H100");
        assertThat(said.usable()).isTrue();
        assertThat(said.model()).contains("as night/H200");
        assertThat(median(said).get(10)).isCloseTo(1, within(1.0));
        assertThat(median(said).get(55))
                .as("the lane wants ten times as much from half past twelve on")
                .isGreaterThan(4);
        assertThat(one(turn, "night/H200").model()).doesNotContain("as night");

        Foreseen soon = turn(NOON, signals(), grown, ending(NOON, "night/H100", 1).tail(3));
        assertThat(one(soon, "night/H100").usable()).isFalse();
    }

    @Test
    void a_new_series_is_learned_as_soon_as_it_has_values_enough() {
        turn(NOON, signals(), ending(NOON, "night/H100", 3).tail(1));
        Instant later = NOON.plus(Duration.ofMinutes(12));
        Foreseen turn = turn(later, signals(), ending(later, "night/H100", 3).tail(13));
        assertThat(turn.relearned()).isFalse();
        assertThat(one(turn, "night/H100").usable()).isTrue();
    }

    /// Five days that are alike: four GPUs, and forty from half past twelve to six.
    private static DemandHistory days(String series, Instant end) {
        double[] values = new double[5 * 24 * 60];
        Instant start = end.minus(Duration.ofMinutes(values.length));
        for (int i = 0; i < values.length; i++) {
            long minute = (start.getEpochSecond() / 60 + i) % (24 * 60);
            values[i] = minute >= 750 && minute < 1080 ? 40 : 4;
        }
        return new DemandHistory(series, start, Duration.ofMinutes(1), values);
    }

    @Test
    void nothing_at_all_is_survived() {
        assertThat(turn(NOON, signals()).said()).isEmpty();
    }

    private Foreseen turn(Instant now, List<Signal> signals, DemandHistory... histories) {
        SortedMap<String, DemandHistory> past = new TreeMap<>();
        Stream.of(histories).forEach(history -> past.put(history.series(), history));
        return forecasts.foresee(new Facts(past, habits, signals, versions, tried, now), false);
    }

    private Facts facts(Instant now, DemandHistory history) {
        return new Facts(
                new TreeMap<>(Map.of(history.series(), history)),
                habits,
                List.of(),
                versions,
                tried,
                now);
    }

    private void remember(Foreseen foreseen) {
        foreseen.said().forEach(f -> versions.put(f.series().toString(), f.version()));
        tried.putAll(foreseen.tried());
    }

    private static DemandHistory ending(Instant end, String series, double gpus) {
        double[] values = new double[180];
        Arrays.fill(values, gpus);
        return new DemandHistory(
                series, end.minus(Duration.ofMinutes(180)), Duration.ofMinutes(1), values);
    }

    /// From in half an hour on, for six hours.
    private static Signal signal(String lane, @Nullable GpuModel model) {
        Instant from = NOON.plus(Duration.ofMinutes(30));
        return new Signal(lane, from, from.plus(Duration.ofHours(6)), 200, model, 0.9);
    }

    private static List<Signal> signals(Signal... signals) {
        return List.of(signals);
    }

    private static Shape shape(GpuModel model, int cpuMillis) {
        return new Shape(List.of(model), 1, Shape.WHOLE, 0, cpuMillis, 1_024);
    }

    private static DemandForecast one(Foreseen turn, String series) {
        return turn.said().stream()
                .filter(f -> f.series().toString().equals(series))
                .findFirst()
                .orElseThrow();
    }

    private static List<Double> median(DemandForecast forecast) {
        return path(forecast, "0.5");
    }

    private static List<Double> path(DemandForecast forecast, String level) {
        return forecast.quantiles().getOrDefault(level, List.of());
    }
}
