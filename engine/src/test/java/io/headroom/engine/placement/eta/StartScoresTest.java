package io.headroom.engine.placement.eta;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.headroom.engine.placement.eta.ToldStart.Ahead;
import io.headroom.engine.placement.eta.ToldStart.Outcome;

import static io.headroom.engine.builders.WorkloadBuilder.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class StartScoresTest {

    @Test
    void each_start_counts_by_the_times_that_it_was_told() {
        StartAccuracy all =
                StartAccuracy.of(
                        List.of(
                                told(100, 200, started(80)),
                                told(100, 200, started(100)),
                                told(100, 200, started(150)),
                                told(100, 200, started(250))));

        assertThat(all.started()).isEqualTo(4);
        assertThat(all.medianCoverage()).hasValue(0.5);
        assertThat(all.lateCoverage()).hasValue(0.75);
        assertThat(all.meanAbsoluteError().orElseThrow()).isEqualTo((20 + 50 + 150) / 4.0);
        assertThat(all.meanError().orElseThrow()).isEqualTo((-20 + 50 + 150) / 4.0);
        assertThat(all.relativeError().orElseThrow()).isCloseTo(220 / 580.0, within(1e-9));
    }

    @Test
    void who_still_waits_after_the_time_it_was_told_has_broken_it() {
        StartAccuracy all =
                StartAccuracy.of(
                        List.of(
                                told(100, 200, started(90)),
                                told(100, 200, new Outcome.Waits(after(150)))));

        assertThat(all.medianCoverage()).hasValue(0.5);
        assertThat(all.lates()).isEqualTo(1);
        assertThat(all.lateCoverage()).hasValue(1);
        assertThat(all.meanAbsoluteError()).hasValue(10);
    }

    @Test
    void who_was_cancelled_before_the_time_it_was_told_says_nothing_of_it() {
        StartAccuracy early =
                StartAccuracy.of(told(100, 200, new Outcome.NeverStarted(after(100))));
        assertThat(early.told()).isEqualTo(1);
        assertThat(early.medianCoverage()).isEmpty();
        assertThat(early.lateCoverage()).isEmpty();

        StartAccuracy late = StartAccuracy.of(told(100, 200, new Outcome.NeverStarted(after(300))));
        assertThat(late.medianCoverage()).hasValue(0);
        assertThat(late.lateCoverage()).hasValue(0);
        assertThat(late.meanAbsoluteError()).isEmpty();
    }

    @Test
    void they_are_kept_apart_by_how_far_ahead_and_by_what_was_waited_for() {
        StartScores scores =
                StartScores.of(
                        List.of(
                                told("no-capacity", 59, 90, started(50)),
                                told("no-capacity", 60, 90, started(95)),
                                told("held-back", 600, 900, started(300)),
                                told("held-back", 601, 900, started(700))));

        assertThat(scores.all().told()).isEqualTo(4);
        assertThat(scores.byAhead())
                .containsOnlyKeys(
                        Ahead.UNDER_A_MINUTE, Ahead.UP_TO_TEN_MINUTES, Ahead.BEYOND_TEN_MINUTES);
        assertThat(scores.byAhead().get(Ahead.UP_TO_TEN_MINUTES))
                .isEqualTo(
                        StartAccuracy.of(
                                List.of(told(60, 90, started(95)), told(600, 900, started(300)))));
        assertThat(scores.byWaitedFor()).containsOnlyKeys("held-back", "no-capacity");
        assertThat(scores.byWaitedFor().firstEntry().getValue().medianCoverage()).hasValue(0.5);
    }

    @Test
    void where_nothing_was_told_nothing_is_said() {
        StartScores scores = StartScores.of(List.of());
        assertThat(scores.all()).isEqualTo(StartAccuracy.NONE);
        assertThat(scores.all().medianCoverage()).isEmpty();
        assertThat(scores.byAhead()).isEmpty();
    }

    @Test
    void one_that_is_told_a_late_time_before_its_median_cannot_be() {
        assertThatThrownBy(() -> told(100, 99, started(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static ToldStart told(long median, long late, Outcome outcome) {
        return told("no-capacity", median, late, outcome);
    }

    private static ToldStart told(String waitedFor, long median, long late, Outcome outcome) {
        return new ToldStart(waitedFor, NOON, after(median), after(late), outcome);
    }

    private static Outcome started(long seconds) {
        return new Outcome.Started(after(seconds));
    }

    private static Instant after(long seconds) {
        return NOON.plus(Duration.ofSeconds(seconds));
    }
}
