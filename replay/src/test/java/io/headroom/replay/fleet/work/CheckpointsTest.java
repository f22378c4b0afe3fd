package io.headroom.replay.fleet.work;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What stops goes on from its last checkpoint, after a restart.
class CheckpointsTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final Checkpoints saved = new Checkpoints(Duration.ofMinutes(10), 1);

    @Test
    void what_never_stops_takes_as_long_as_it_runs() {
        assertThat(saved.starts(0, HOUR, NOON)).isEqualTo(NOON.plus(HOUR));
        assertThat(saved.worked(0, NOON.plusSeconds(90))).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void work_since_the_last_checkpoint_is_done_again_after_the_restart() {
        saved.starts(0, HOUR, NOON);

        Duration again = saved.stops(0, NOON.plus(Duration.ofMinutes(25)));

        assertThat(again).isEqualTo(Duration.ofMinutes(5));
        assertThat(saved.starts(0, HOUR, NOON.plus(Duration.ofMinutes(25))))
                .isEqualTo(NOON.plus(Duration.ofMinutes(25 + 5 + 40)));
    }

    @Test
    void what_stops_while_it_starts_again_loses_nothing_more() {
        saved.starts(0, HOUR, NOON);
        saved.stops(0, NOON.plus(Duration.ofMinutes(25)));
        saved.starts(0, HOUR, NOON.plus(Duration.ofMinutes(25)));

        assertThat(saved.isAtWork(0, NOON.plus(Duration.ofMinutes(28)))).isFalse();
        assertThat(saved.stops(0, NOON.plus(Duration.ofMinutes(28)))).isZero();
        assertThat(saved.worked(0, NOON.plus(HOUR))).isEqualTo(Duration.ofMinutes(20));
    }
}
