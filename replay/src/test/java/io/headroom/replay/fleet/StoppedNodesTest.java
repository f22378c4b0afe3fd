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
import io.headroom.contracts.pool.WarmSpec;
import io.headroom.contracts.workload.GpuRequest;
import io.headroom.contracts.workload.RunSpec;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.PoolFact;
import io.headroom.replay.fleet.given.Job;
import io.headroom.replay.fleet.given.ProviderModel;
import io.headroom.replay.fleet.given.Scenario;
import io.headroom.replay.fleet.given.Strategy;
import io.headroom.replay.fleet.score.FleetOutcome;
import io.headroom.replay.fleet.score.PolicyScore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Nodes that nothing needs are stopped where their pool has room for that, cost their disks, and are back sooner than a new one.
class StoppedNodesTest {

    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
    private static final Duration BOOT = Duration.ofMinutes(4);
    private static final Duration WAKE = Duration.ofMinutes(1);
    private static final Money DISK = Money.of("0.10");

    @Test
    void what_comes_again_finds_a_stopped_node_and_waits_for_a_wake() {
        PolicyScore stopping = score(scenario(4, "1000.00", DISK));
        PolicyScore ending = score(scenario(0, "1000.00", DISK));

        assertThat(stopping.wakes()).isGreaterThanOrEqualTo(2);
        assertThat(stopping.launches()).isLessThan(ending.launches());
        assertThat(ending.wakes()).isZero();
        assertThat(stopping.rests()).isGreaterThanOrEqualTo(2);
        assertThat(ending.rests()).isZero();
        assertThat(stopping.oscillations()).isLessThan(ending.oscillations());
        assertThat(stopping.queueWaitSeconds().p50()).isEqualTo((double) WAKE.toSeconds());
        assertThat(ending.queueWaitSeconds().p50()).isEqualTo((double) BOOT.toSeconds());
    }

    @Test
    void a_stopped_node_costs_its_disk_and_nothing_else() {
        PolicyScore dear = score(scenario(4, "1000.00", DISK));
        PolicyScore free = score(scenario(4, "1000.00", Money.ZERO));

        assertThat(dear.gpuHours()).isEqualTo(free.gpuHours());
        double stopped = dear.warmGpuHours().stopped();
        assertThat(stopped).isGreaterThan(2);
        assertThat((dear.cost().micros() - free.cost().micros()) / 1e6)
                .isCloseTo(0.10 * stopped, within(1e-4));
    }

    @Test
    void its_disk_is_kept_no_longer_than_a_wake_is_worth() {
        // A GPU, three minutes saved, at $6 an hour: thirty cents.
        PolicyScore score = score(scenario(4, "1000.00", Money.of("1.00")));

        int rests = score.launches() + score.wakes();
        assertThat(score.warmGpuHours().stopped())
                .isBetween(0.29 * score.launches(), rests * (0.3 + 1 / 60.0));
    }

    @Test
    void it_may_be_woken_where_the_money_allows_it_and_the_cap_holds() {
        for (String cap : List.of("0.60", "0.75", "1.00", "1.50", "2.00")) {
            FleetOutcome outcome =
                    FleetReplay.run(scenario(4, cap, DISK), Strategy.headroom().rebinding());

            assertThat(outcome.budget().highestCommitted())
                    .as(cap)
                    .isLessThanOrEqualTo(Money.of(cap));
            assertThat(outcome.instancesLeft()).isZero();
        }
    }

    @Test
    void what_is_woken_after_settling_is_counted_and_what_was_paid_before_is_not() {
        Scenario whole = scenario(4, "1000.00", DISK);
        Scenario settled =
                new Scenario(
                        whole.jobs(),
                        whole.pools(),
                        whole.offers(),
                        whole.capacity(),
                        whole.cap(),
                        whole.history(),
                        whole.start(),
                        whole.end(),
                        whole.seed(),
                        whole.provider(),
                        whole.disks(),
                        START.plus(Duration.ofMinutes(85)),
                        whole.tick());
        PolicyScore all = score(whole);
        PolicyScore later = score(settled);

        assertThat(later.workloads().submitted()).isEqualTo(2);
        assertThat(later.wakes()).isEqualTo(all.wakes());
        assertThat(later.launches()).isEqualTo(all.launches() - 1);
        assertThat(later.gpuHours().used()).isCloseTo(2 / 6.0, within(1e-9));
        assertThat(later.cost()).isLessThan(all.cost()).isGreaterThan(Money.ZERO);
        assertThat(later.budget().spent()).isEqualTo(all.cost());
    }

    @Test
    void the_same_scenario_comes_to_the_same_score() {
        assertThat(score(scenario(4, "1000.00", DISK)))
                .isEqualTo(score(scenario(4, "1000.00", DISK)));
    }

    private static PolicyScore score(Scenario scenario) {
        return FleetReplay.score(scenario, Strategy.headroom().rebinding(), _ -> {});
    }

    /// Three workloads of ten minutes, an hour and a half apart.
    private static Scenario scenario(int warmMax, String cap, Money disk) {
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            jobs.add(
                    new Job(
                            new WorkloadId(new UUID(1, i)),
                            START.plus(Duration.ofMinutes(90L * i)),
                            spec("job-" + i),
                            Duration.ofMinutes(10)));
        }
        PoolSpec pool =
                new PoolSpec(
                        ProviderKind.AWS,
                        "us-east-1",
                        List.of("us-east-1a"),
                        List.of("g5.xlarge"),
                        null,
                        null,
                        0,
                        100,
                        new WarmSpec(warmMax, null),
                        null,
                        null,
                        null);
        return new Scenario(
                jobs,
                List.of(new PoolFact("aws", pool)),
                List.of(offer()),
                List.of(),
                Money.of(cap),
                List.of(),
                START,
                START.plus(Duration.ofHours(6)),
                7,
                new ProviderModel(BOOT, BOOT, WAKE, WAKE, 0),
                List.of(new Scenario.Disk("aws", disk)),
                START,
                Duration.ZERO);
    }

    private static WorkloadSpec spec(String name) {
        return new WorkloadSpec(
                name,
                "default",
                null,
                WorkloadClass.ONLINE_INFERENCE,
                1,
                false,
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

    private static Offer offer() {
        return new Offer(
                "aws",
                ProviderKind.AWS,
                "us-east-1",
                "us-east-1a",
                "",
                new NodeTemplate("g5.xlarge", GpuModel.A10G, 1, 48_000, 200_000),
                CapacityType.ON_DEMAND,
                Money.of("1.00"),
                Money.of("1.00"),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                BOOT,
                1,
                0);
    }
}
