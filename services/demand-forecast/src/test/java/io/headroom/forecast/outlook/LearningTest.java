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
    private static final String NOTHING = "cold start";

    private final Learning learning = new Learning();

    @AfterEach
    void stop() {
        learning.stop();
    }

    @Test
    void what_was_learned_stands_until_it_is_due() {
        assertThat(model(5, NOON)).startsWith(NOTHING);
        assertThat(model(600, NOON)).startsWith(NOTHING);
        assertThat(model(600, NOON.plus(Duration.ofMinutes(31)))).doesNotStartWith(NOTHING);
    }

    @Test
    void whose_past_has_changed_is_learned_at_once() {
        assertThat(model(5, NOON)).startsWith(NOTHING);
        learning.forget(List.of("default/H100"));
        assertThat(model(600, NOON)).doesNotStartWith(NOTHING);
    }

    @Test
    void a_clock_that_is_set_back_does_not_put_off_learning_for_a_day() {
        assertThat(model(5, NOON.plus(Duration.ofDays(1)))).startsWith(NOTHING);
        assertThat(model(600, NOON)).doesNotStartWith(NOTHING);
    }

    @Test
    void series_that_were_learned_together_are_next_learned_apart() {
        List<DemandHistory> two = List.of(history("a/H100", 5), history("b/H100", 5));
        assertThat(learning.foresee(two, 2, 60, NOON)).hasSize(2);
        List<DemandHistory> longer = List.of(history("a/H100", 600), history("b/H100", 600));
        long again =
                learning.foresee(longer, 2, 60, NOON.plusSeconds(100)).stream()
                        .filter(outlook -> !outlook.model().startsWith(NOTHING))
                        .count();
        assertThat(again).isEqualTo(1);
    }

    private String model(int minutes, Instant now) {
        return learning.foresee(List.of(history("default/H100", minutes)), 1, 60, now)
                .getFirst()
                .model();
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
