package io.headroom.replay.evaluate.score;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class HourScoreTest {
    @Test
    void an_hour_that_is_always_exceeded_is_the_worst() {
        HourScore score = new HourScore();
        for (int day = 0; day < 100; day++) {
            for (int hour = 0; hour < 24; hour++) {
                score.add(hour, day, hour == 7 || day % 10 == hour % 10 ? 11 : 9, 10);
            }
        }
        List<String> lines = HourScore.lines("by hour", score.hours());
        assertThat(lines).anyMatch(line -> line.contains("hour 7, 0.0 %, in 100 of them"));
        assertThat(lines).last().asString().isEqualTo("  beyond chance: 1 of 24 hours");
    }

    @Test
    void the_steps_of_one_hour_are_one_trial() {
        HourScore score = new HourScore();
        for (int step = 0; step < 12; step++) {
            score.add(3, 1, 0, 1);
        }
        assertThat(score.hours()).containsExactly(new HourCoverage(3, 1, 1));
        assertThat(HourScore.spread(36)).isCloseTo(0.1, within(1e-9));
    }

    @Test
    void where_nothing_is_foreseen_nothing_can_be_said() {
        HourScore score = new HourScore();
        score.add(3, 1, 0, 0.4);
        assertThat(score.hours()).isEmpty();
        assertThat(HourScore.lines("by hour", score.hours())).isEmpty();
    }
}
