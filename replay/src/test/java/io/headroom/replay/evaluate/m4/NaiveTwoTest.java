package io.headroom.replay.evaluate.m4;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class NaiveTwoTest {
    private static final double[] FACTORS = {0.5, 1.0, 1.5, 1.0};

    @Test
    void a_season_is_carried_on_from_the_last_value() {
        double[] train = new double[40];
        for (int i = 0; i < train.length; i++) {
            train[i] = 20 * FACTORS[i % 4];
        }
        double[] path = NaiveTwo.path(train, 4, 6);
        for (int h = 0; h < 6; h++) {
            assertThat(path[h]).isCloseTo(20 * FACTORS[h % 4], within(1e-9));
        }
    }

    @Test
    void less_than_three_seasons_are_no_proof_of_one() {
        assertThat(NaiveTwo.isSeasonal(new double[] {1, 2, 1, 2, 1}, 2)).isFalse();
    }

    @Test
    void without_a_season_the_last_value_stays() {
        double[] trend = new double[60];
        for (int i = 0; i < trend.length; i++) {
            trend[i] = (i * 7919L) % 101;
        }
        assertThat(NaiveTwo.path(trend, 1, 3)).containsOnly(trend[59]);
    }
}
