package io.headroom.engine.forecast.demand;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Who lends its past to a series that has none, and what of a past is known.
class KinTest {

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final int FEWEST = 12;

    private final SortedMap<String, Double> sizes =
            new TreeMap<>(Map.of("night/H200", 3.0, "night/L40S", 9.0, "day/H100", 100.0));

    @Test
    void the_largest_of_its_lane_lends_before_any_of_another() {
        assertThat(lender(young("night/H100", 30))).isEqualTo("night/L40S");
    }

    @Test
    void of_a_lane_of_its_own_the_same_models_elsewhere_lend() {
        assertThat(lender(young("dawn/H100", 30))).isEqualTo("day/H100");
        assertThat(lender(young("dawn/T4", 30))).isEmpty();
    }

    @Test
    void nobody_lends_to_one_that_is_grown_or_has_too_few_values() {
        assertThat(lender(young("night/H100", 3 * 1440))).isEmpty();
        assertThat(lender(young("night/H100", FEWEST - 1))).isEmpty();
    }

    @Test
    void what_is_after_an_instant_is_not_known_at_it() {
        DemandHistory history = young("night/H100", 30);
        assertThat(history.until(NOON)).isSameAs(history);
        assertThat(history.until(NOON.minus(Duration.ofMinutes(10))).size()).isEqualTo(20);
        assertThat(history.until(NOON.minus(Duration.ofMinutes(10))).start())
                .isEqualTo(history.start());
        assertThat(history.until(history.start().minusSeconds(60)).size()).isZero();
    }

    private String lender(DemandHistory young) {
        return Kin.of(
                        young,
                        List.of(
                                young("night/H200", 5 * 1440),
                                young("night/L40S", 5 * 1440),
                                young("day/H100", 5 * 1440)),
                        FEWEST,
                        sizes)
                .map(DemandHistory::series)
                .orElse("");
    }

    private static DemandHistory young(String series, int minutes) {
        double[] values = new double[minutes];
        Arrays.fill(values, 2);
        return new DemandHistory(
                series, NOON.minus(Duration.ofMinutes(minutes)), Duration.ofMinutes(1), values);
    }
}
