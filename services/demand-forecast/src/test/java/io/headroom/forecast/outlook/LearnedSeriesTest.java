package io.headroom.forecast.outlook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.forecast.ModelTrial;
import io.headroom.contracts.forecast.ModelUse;
import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.forecast.outlook.SeriesForecasts.Foreseen;

import static io.headroom.forecast.outlook.Turns.NOON;
import static io.headroom.forecast.outlook.Turns.ending;
import static io.headroom.forecast.outlook.Turns.median;
import static io.headroom.forecast.outlook.Turns.one;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// From whom a series is learned, by which models, and that others than before are told.
class LearnedSeriesTest {

    private final Turns turns = new Turns();

    @Test
    void other_models_than_before_are_told_once_with_their_reasons_also_after_a_restart() {
        DemandHistory steady = ending(NOON, "night/H100", 8);
        Foreseen first = turn(NOON, steady);
        assertThat(first.switches()).hasSize(1);
        assertThat(first.switches().getFirst().begun()).isNotEmpty();
        assertThat(first.switches().getFirst().stopped()).isEmpty();

        turns.restart();
        Foreseen restarted = turn(NOON.plusSeconds(60), steady);
        assertThat(restarted.relearned()).isTrue();
        assertThat(restarted.switches()).isEmpty();

        turns.tried.put(
                "night/H100", List.of(new ModelTrial("a-model-of-old", 1, 0.5, ModelUse.USED)));
        turns.restart();
        Foreseen other = turn(NOON.plusSeconds(120), steady);
        assertThat(other.switches().getFirst().stopped()).containsExactly("a-model-of-old");
        assertThat(other.switches().getFirst().models())
                .hasSizeBetween(2, 20)
                .anyMatch(trial -> trial.use() == ModelUse.USED && trial.weight() > 0);
    }

    @Test
    void a_new_series_borrows_the_days_of_its_lane_once_its_size_is_known() {
        DemandHistory grown = days("night/H200", NOON);
        Foreseen turn = turn(NOON, grown, ending(NOON, "night/H100", 1).tail(30));
        DemandForecast said = one(turn, "night/H100");
        assertThat(said.usable()).isTrue();
        assertThat(said.model()).contains("as night/H200");
        assertThat(median(said).get(10)).isCloseTo(1, within(1.0));
        assertThat(median(said).get(55))
                .as("the lane wants ten times as much from half past twelve on")
                .isGreaterThan(4);
        assertThat(one(turn, "night/H200").model()).doesNotContain("as night");

        Foreseen soon = turn(NOON, grown, ending(NOON, "night/H100", 1).tail(3));
        assertThat(one(soon, "night/H100").usable()).isFalse();
    }

    @Test
    void of_a_lane_of_its_own_it_borrows_the_days_of_the_same_models() {
        Foreseen turn = turn(NOON, days("day/H100", NOON), ending(NOON, "night/H100", 1).tail(30));
        assertThat(one(turn, "night/H100").model()).contains("as day/H100");
    }

    @Test
    void a_new_series_is_learned_as_soon_as_it_has_values_enough() {
        assertThat(turn(NOON, ending(NOON, "night/H100", 3).tail(1)).relearned()).isTrue();
        Instant later = NOON.plus(Duration.ofMinutes(12));
        Foreseen turn = turn(later, ending(later, "night/H100", 3).tail(13));
        assertThat(turn.relearned()).isFalse();
        assertThat(one(turn, "night/H100").usable()).isTrue();
    }

    private Foreseen turn(Instant now, DemandHistory... histories) {
        return turns.turn(now, List.of(), histories);
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
}
