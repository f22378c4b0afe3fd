package io.headroom.replay.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.PoolSpec;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.workload.GpuRequest;
import io.headroom.contracts.workload.RunSpec;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.PoolFact;
import io.headroom.replay.fleet.given.Job;
import io.headroom.replay.fleet.given.Scenario;
import io.headroom.replay.fleet.given.Strategy;
import io.headroom.replay.fleet.score.FleetOutcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// A replay places, buys and pays as the live system does, and repeats itself to the last figure.
class FleetReplayTest {

    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
    private static final Duration BOOT = Duration.ofMinutes(3);

    @Test
    void everything_is_done_where_the_budget_allows_it() {
        FleetOutcome outcome = FleetReplay.run(aDayOf(40, 1, "1000.00"), Strategy.headroom());

        assertThat(outcome.workloads().done()).isEqualTo(40);
        assertThat(outcome.workloads().waiting()).isZero();
        assertThat(outcome.instancesLeft()).isZero();
        assertThat(outcome.gpuHours().used()).isLessThanOrEqualTo(outcome.gpuHours().bought());
        assertThat(outcome.scaleUpSeconds().p50())
                .isBetween(0.5 * BOOT.toSeconds(), 2.0 * BOOT.toSeconds());
    }

    @Test
    void the_same_scenario_comes_to_the_same_outcome() {
        Scenario scenario = aDayOf(60, 1, "20.00");

        assertThat(FleetReplay.run(scenario, Strategy.headroom()))
                .isEqualTo(FleetReplay.run(scenario, Strategy.headroom()));
    }

    @Test
    void a_budget_that_is_too_small_leaves_work_waiting_and_is_never_passed() {
        FleetOutcome outcome = FleetReplay.run(aDayOf(200, 1, "3.00"), Strategy.headroom());

        assertThat(outcome.workloads().waiting()).isPositive();
        assertThat(outcome.workloads().done()).isPositive();
        assertThat(outcome.budget().highestCommitted()).isLessThanOrEqualTo(Money.of("3.00"));
    }

    /// Six dollars pay for fourteen of them at a dollar an hour. Bought for as long as there is any money, none would ever end.
    @Test
    void what_runs_is_not_lost_for_what_waits() {
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            jobs.add(job(i, Duration.ofMinutes(i), 1, Duration.ofMinutes(25)));
        }

        FleetOutcome outcome = FleetReplay.run(of(jobs, "6.00"), Strategy.headroom());

        assertThat(outcome.workloads().done()).isGreaterThanOrEqualTo(7);
    }

    @Test
    void the_reactive_rival_does_not_heed_the_budget() {
        FleetOutcome outcome = FleetReplay.run(aDayOf(200, 1, "3.00"), Strategy.reactive());

        assertThat(outcome.workloads().done()).isEqualTo(200);
        assertThat(outcome.budget().spent()).isGreaterThan(Money.of("3.00"));
    }

    @Test
    void a_gang_runs_whole() {
        FleetOutcome outcome = FleetReplay.run(aDayOf(3, 8, "1000.00"), Strategy.headroom());

        assertThat(outcome.workloads().done()).isEqualTo(3);
        assertThat(outcome.gpuHours().used()).isEqualTo(3 * 8 * 10 / 60.0, within(1e-9));
    }

    @Test
    void one_that_comes_long_after_the_last_purchase_is_bought_for_at_once() {
        Scenario scenario =
                of(
                        List.of(
                                job(0, Duration.ZERO, 4, Duration.ofHours(3)),
                                job(1, Duration.ofHours(1), 1, Duration.ofMinutes(10))),
                        "1000.00");

        FleetOutcome outcome = FleetReplay.run(scenario, Strategy.reactive());

        assertThat(outcome.launches()).isEqualTo(2);
        assertThat(outcome.queueWaitSeconds().p99()).isLessThan(2.0 * BOOT.toSeconds());
    }

    /// Workloads of ten minutes, one a minute; gangs where they have several replicas.
    private static Scenario aDayOf(int jobs, int replicas, String cap) {
        List<Job> list = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            list.add(job(i, Duration.ofMinutes(i), replicas, Duration.ofMinutes(10)));
        }
        return of(list, cap);
    }

    private static Job job(int number, Duration after, int replicas, Duration runs) {
        return new Job(
                new WorkloadId(new UUID(1, number)),
                START.plus(after),
                spec("job-" + number, replicas),
                runs);
    }

    private static Scenario of(List<Job> jobs, String cap) {
        PoolSpec pool =
                new PoolSpec(
                        ProviderKind.AWS,
                        "us-east-1",
                        List.of("us-east-1a"),
                        List.of("g5.12xlarge", "g5.xlarge"),
                        null,
                        null,
                        0,
                        100,
                        null,
                        null,
                        null,
                        null);
        return new Scenario(
                jobs,
                List.of(new PoolFact("aws", pool)),
                List.of(offer("g5.xlarge", 1, "1.00"), offer("g5.12xlarge", 4, "3.60")),
                List.of(),
                Money.of(cap),
                List.of(),
                START,
                START.plus(Duration.ofHours(8)),
                7);
    }

    private static WorkloadSpec spec(String name, int replicas) {
        return new WorkloadSpec(
                name,
                "default",
                null,
                WorkloadClass.BATCH_INFERENCE,
                replicas,
                replicas > 1,
                new GpuRequest(1, null, null, null),
                0,
                0,
                null,
                0,
                Duration.ofMinutes(10),
                null,
                null,
                new RunSpec(null, List.of("sleep", "600"), null, null, null, null));
    }

    private static Offer offer(String type, int gpus, String price) {
        return new Offer(
                "aws",
                ProviderKind.AWS,
                "us-east-1",
                "us-east-1a",
                "",
                new NodeTemplate(type, GpuModel.A10G, gpus, 48_000, 200_000),
                CapacityType.ON_DEMAND,
                Money.of(price),
                Money.of(price),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                BOOT,
                1,
                0);
    }
}
