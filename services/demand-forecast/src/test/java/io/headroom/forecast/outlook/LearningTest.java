package io.headroom.forecast.outlook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.headroom.engine.forecast.demand.DemandHistory;

import static org.assertj.core.api.Assertions.assertThat;

class LearningTest {

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private final Learning learning = new Learning();

    @AfterEach
    void stop() {
        learning.stop();
    }

    @Test
    void what_was_learned_stands_until_it_is_due() {
        assertThat(learns(600, NOON)).isTrue();
        assertThat(learns(601, NOON.plusMillis(900))).isFalse();
        assertThat(learns(631, NOON.plus(Duration.ofMinutes(31)))).isTrue();
    }

    @Test
    void what_has_values_enough_for_a_first_model_is_learned_at_once() {
        assertThat(learns(5, NOON)).isTrue();
        assertThat(learns(6, NOON.plusMillis(900))).isFalse();
        assertThat(learns(600, NOON.plusMillis(950))).isTrue();
    }

    @Test
    void whose_past_has_changed_is_learned_at_once() {
        assertThat(learns(600, NOON)).isTrue();
        learning.forget(List.of("default/H100"));
        assertThat(learns(600, NOON)).isTrue();
    }

    @Test
    void a_clock_that_is_set_back_does_not_put_off_learning_for_a_day() {
        assertThat(learns(600, NOON.plus(Duration.ofDays(1)))).isTrue();
        assertThat(learns(600, NOON)).isTrue();
    }

    @Test
    void series_that_were_learned_together_are_next_learned_apart() {
        List<DemandHistory> two = List.of(history("a/H100", 600), history("b/H100", 600));
        assertThat(learning.foresee(two, 2, 60, NOON).tried()).hasSize(2);
        assertThat(learning.foresee(two, 2, 60, NOON.plusSeconds(100)).tried()).hasSize(1);
    }

    private boolean learns(int minutes, Instant now) {
        return learning.foresee(List.of(history("default/H100", minutes)), 1, 60, now)
                .tried()
                .containsKey("default/H100");
    }

    private static DemandHistory history(String series, int minutes) {
        double[] values = new double[minutes];
        for (int i = 0; i < minutes; i++) {
            values[i] = 4 + i % 3;
        }
        return new DemandHistory(
                series, NOON.minus(Duration.ofMinutes(minutes)), Duration.ofMinutes(1), values);
    }
}
