package io.headroom.benchmarks;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.capacity.MigProfile;
import io.headroom.contracts.capacity.MigProfile.Slice;
import io.headroom.engine.placement.PlacementPlan;

import static org.assertj.core.api.Assertions.assertThat;

/// What is measured does what it says.
class BenchmarksTest {

    @Test
    void a_fleet_stays_nine_tenths_full() {
        PackedFleet fleet = new PackedFleet(100);
        long placed = 0;
        for (int i = 0; i < 1000; i++) {
            placed += fleet.turn().stream().count();
        }
        assertThat(placed).isGreaterThan(900);
        long looked = 0;
        fleet.forget();
        for (int i = 0; i < 100; i++) {
            looked += fleet.look().stream().count();
        }
        assertThat(looked).isGreaterThan(80);
    }

    @Test
    void a_plan_places_some_and_leaves_some_waiting() {
        PlanBenchmark benchmark = new PlanBenchmark();
        benchmark.nodes = 50;
        benchmark.waiting = 200;
        benchmark.lookAround();
        PlacementPlan plan = benchmark.plan();
        assertThat(plan.placed()).isNotEmpty();
        assertThat(plan.pending()).isNotEmpty();
    }

    @Test
    void a_score_is_a_loss_or_a_gain_but_a_number() {
        FrugalBenchmark benchmark = new FrugalBenchmark();
        for (int i = 0; i < 100; i++) {
            assertThat(benchmark.worth()).isNotPositive();
            assertThat(benchmark.of()).isBetween(-100.0, 100.0);
        }
    }

    @Test
    void slots_of_all_ways_are_asked_for() {
        SlotsBenchmark benchmark = new SlotsBenchmark();
        int most = 0;
        int furthest = 0;
        for (int i = 0; i < 256 * Slice.values().length; i++) {
            most = Math.max(most, benchmark.howMany());
            furthest = Math.max(furthest, benchmark.best());
        }
        assertThat(most).isEqualTo(MigProfile.SLOTS - 1);
        assertThat(furthest).isPositive();
    }

    @Test
    void each_decision_of_the_packer_finds_something_on_a_small_fleet() {
        PackerBenchmark benchmark = new PackerBenchmark();
        benchmark.nodes = 100;
        benchmark.fill();
        long found = 0;
        for (int i = 0; i < 10; i++) {
            found += benchmark.turn().stream().count();
            found += benchmark.look().stream().count();
            found += benchmark.lookAnew().stream().count();
        }
        assertThat(found).isGreaterThan(20);
    }
}
