package io.headroom.cli.bench.system;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// First come, first served: the k-th call is the one for the k-th workload.
class LaunchLatencyTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void each_workload_waits_for_its_own_call() {
        LaunchLatency latency = LaunchLatency.of(accepted("a", "b"), launches(50, 1500));
        assertThat(latency.millis()).containsExactly(50.0, 500.0);
        assertThat(latency.neverLaunched()).isEmpty();
    }

    @Test
    void what_no_call_was_made_for_is_named() {
        LaunchLatency latency = LaunchLatency.of(accepted("a", "b", "c"), launches(50));
        assertThat(latency.neverLaunched()).containsExactly("b", "c");
    }

    @Test
    void machines_that_nobody_needed_are_counted() {
        assertThat(LaunchLatency.of(accepted("a"), launches(10, 20, 30)).surplus()).isEqualTo(2);
    }

    /// Accepted a second after each other.
    private static List<Submitter.Accepted> accepted(String... ids) {
        return Stream.of(ids)
                .map(id -> new Submitter.Accepted(id, NOON.plusSeconds(id.charAt(0) - 'a'), 1))
                .toList();
    }

    private static List<LaunchCalls.Launch> launches(Integer... millis) {
        return Stream.of(millis)
                .map(m -> new LaunchCalls.Launch("g6.xlarge", NOON.plusMillis(m)))
                .toList();
    }
}
