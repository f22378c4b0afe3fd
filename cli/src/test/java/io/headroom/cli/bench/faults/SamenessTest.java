package io.headroom.cli.bench.faults;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.replay.fleet.score.FleetOutcome;

import static org.assertj.core.api.Assertions.assertThat;

/// A run with faults may wait longer by the outages, and nothing else.
class SamenessTest {

    private static final Duration AWAY = Duration.ofSeconds(100);
    private static final List<FleetOutcome> CALM =
            List.of(outcome(50, 5.6, 260), outcome(50, 5.7, 300));

    @Test
    void a_wait_that_is_longer_by_the_outages_and_the_scatter_is_the_same() {
        assertThat(differences(outcome(50, 5.6, 440))).isEmpty();
        assertThat(differences(outcome(50, 5.6, 441)))
                .singleElement()
                .asString()
                .contains("p95 is 441 s", "300 s without faults", "the 100 s");
    }

    @Test
    void a_workload_that_is_not_done_is_a_difference() {
        assertThat(differences(outcome(49, 5.6, 300)))
                .containsExactly("49 workloads were done, and 50 without faults");
    }

    @Test
    void work_that_is_done_twice_is_a_difference() {
        assertThat(differences(outcome(50, 6.4, 300)))
                .containsExactly("6.40 GPU-hours were used, and 5.70 without faults");
    }

    @Test
    void with_nothing_to_compare_with_there_is_no_difference() {
        assertThat(Sameness.differences(List.of(), outcome(1, 9, 900), AWAY)).isEmpty();
    }

    private static List<String> differences(FleetOutcome killed) {
        return Sameness.differences(CALM, killed, AWAY);
    }

    private static FleetOutcome outcome(int done, double used, double p95) {
        return new FleetOutcome(
                "live",
                new FleetOutcome.Workloads(50, done, 50 - done, 0, 0, 0, 0),
                new FleetOutcome.Percentiles(10, p95, p95),
                new FleetOutcome.GpuHours(2 * used, used),
                Money.of("0.10"),
                new FleetOutcome.Percentiles(180, 300, 300),
                new FleetOutcome.Budget(Money.of("30"), Money.of("7"), Money.of("10")),
                30,
                0,
                0.4);
    }
}
