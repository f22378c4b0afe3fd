package io.headroom.agent.replica.simulated;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// How many requests have come is what lies under the course of their rate.
class SimulatedRequestsTest {

    @Test
    void a_rate_rises_evenly_and_stays() {
        SimulatedRequests course = of("PT0S=5,PT10M=45");
        assertThat(course.until(0)).isZero();
        assertThat(course.until(300)).isCloseTo(300 * 15, within(1e-6));
        assertThat(course.until(600)).isCloseTo(600 * 25, within(1e-6));
        assertThat(course.until(660)).isCloseTo(600 * 25 + 60 * 45, within(1e-6));
    }

    @Test
    void before_the_first_point_it_is_as_at_it() {
        assertThat(of("PT1M=3").until(30)).isCloseTo(90, within(1e-6));
        assertThat(of("PT1M=3").until(120)).isCloseTo(360, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "5", "PT1M=", "PT1M=-5", "=5", "PT-1M=5", "PT1M=Infinity", "PT0S=1,,"})
    void what_cannot_be_understood_is_no_course(String text) {
        assertThat(SimulatedRequests.of(Map.of(SimulatedRequests.VARIABLE, text))).isEmpty();
    }

    private static SimulatedRequests of(String text) {
        return SimulatedRequests.of(Map.of(SimulatedRequests.VARIABLE, text)).orElseThrow();
    }
}
