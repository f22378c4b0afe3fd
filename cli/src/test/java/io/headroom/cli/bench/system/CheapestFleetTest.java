package io.headroom.cli.bench.system;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.headroom.cli.bench.system.CheapestFleet.Machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// The bench's judge of prices must not itself be wrong.
class CheapestFleetTest {

    private static final Machine ONE = new Machine(1, 1.0);

    @Test
    void one_gpu_each_takes_the_cheapest_gpu() {
        assertThat(CheapestFleet.perHour(Map.of(1, 100), List.of(ONE, new Machine(8, 12))))
                .isEqualTo(100);
        assertThat(CheapestFleet.perHour(Map.of(1, 100), List.of(ONE, new Machine(8, 4))))
                .as("12 of eight GPUs and 4 of one")
                .isEqualTo(52);
    }

    @Test
    void what_does_not_fit_a_cheap_small_machine_takes_a_dear_large_one() {
        assertThat(
                        CheapestFleet.perHour(
                                Map.of(2, 3), List.of(ONE, new Machine(4, 6), new Machine(8, 16))))
                .as("two of four GPUs, of which two stay free")
                .isEqualTo(12);
    }

    @Test
    void small_workloads_use_what_large_ones_leave_free() {
        assertThat(CheapestFleet.perHour(Map.of(2, 3, 1, 2), List.of(ONE, new Machine(4, 6))))
                .isEqualTo(12);
    }

    @Test
    void the_burst_of_the_bench_costs_the_least_when_each_size_has_its_own_machines() {
        double cheapest =
                CheapestFleet.perHour(
                        Map.of(1, 600, 2, 200, 4, 120, 8, 80),
                        List.of(
                                new Machine(1, 0.8048),
                                new Machine(4, 4.6016),
                                new Machine(8, 13.3504)));
        assertThat(cheapest).isCloseTo(600 * 0.8048 + 220 * 4.6016 + 80 * 13.3504, within(1e-6));
    }
}
