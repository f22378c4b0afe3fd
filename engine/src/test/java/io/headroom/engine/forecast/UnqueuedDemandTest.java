package io.headroom.engine.forecast;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.headroom.engine.forecast.demand.UnqueuedDemand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// A backlog is not demand that grows.
class UnqueuedDemandTest {

    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    @Test
    void what_has_not_waited_counts_whole() {
        assertThat(UnqueuedDemand.share(Duration.ZERO, HALF_A_MINUTE)).isEqualTo(1);
    }

    @Test
    void what_nobody_knows_anything_about_counts_whole() {
        assertThat(UnqueuedDemand.share(Duration.ofHours(3), null)).isEqualTo(1);
    }

    @Test
    void what_waits_ten_times_as_long_as_it_runs_counts_for_nothing() {
        assertThat(UnqueuedDemand.share(Duration.ofMinutes(5), HALF_A_MINUTE))
                .isCloseTo(0, within(1e-4));
    }

    @Test
    void a_queue_that_piles_up_at_a_steady_rate_shows_the_rate_and_not_the_pile() {
        // One a second comes, each runs 30 s, nothing is served for ten minutes.
        double demand = 0;
        for (int waited = 0; waited < 600; waited++) {
            demand += UnqueuedDemand.share(Duration.ofSeconds(waited), HALF_A_MINUTE);
        }
        assertThat(demand).isCloseTo(30, within(1.0));
    }
}
