package io.headroom.engine.scaling.learned;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.capacity.Turnover;

import static org.assertj.core.api.Assertions.assertThat;

/// How long work runs is learned without taking the long for short.
class DurationsTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Shape KIND = new Shape(List.of(GpuModel.H100), 1, Shape.WHOLE, 0, 0, 0);

    @Test
    void of_what_runs_and_ends_like_clockwork_the_length_is_found() {
        Durations<Shape> durations = new Durations<>();
        Instant now = NOON;
        durations.started(KIND, now);
        for (int i = 0; i < 200; i++) {
            now = now.plusSeconds(30);
            durations.ended(KIND, now);
            durations.started(KIND, now);
        }

        assertThat(durations.expected(KIND))
                .isBetween(Duration.ofSeconds(29), Duration.ofSeconds(31));
    }

    @Test
    void long_ones_that_have_not_ended_count() {
        Durations<Shape> durations = new Durations<>();
        for (int i = 0; i < 100; i++) {
            durations.started(KIND, NOON);
        }
        for (int i = 0; i < 10; i++) {
            durations.ended(KIND, NOON.plusSeconds(60));
        }

        // A hundred minutes were held for ten ends: not one minute each, as the mean of the ended
        // would say.
        assertThat(durations.expected(KIND))
                .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
        assertThat(durations.turnovers(NOON.plusSeconds(60), DurationsTest::named))
                .singleElement()
                .satisfies(t -> assertThat(t.runs()).isGreaterThan(Duration.ofMinutes(10)))
                .satisfies(t -> assertThat(t.replicas()).isEqualTo(90));
    }

    @Test
    void of_little_that_has_ended_nothing_is_known() {
        Durations<Shape> durations = new Durations<>();
        for (int i = 0; i < 4; i++) {
            durations.started(KIND, NOON);
            durations.ended(KIND, NOON.plusSeconds(1));
        }

        assertThat(durations.expected(KIND)).isNull();
        assertThat(durations.turnovers(NOON.plusSeconds(1), DurationsTest::named)).isEmpty();
    }

    private static Turnover named(Shape kind, int replicas, Duration runs) {
        return new Turnover("lane", kind, replicas, runs);
    }
}
