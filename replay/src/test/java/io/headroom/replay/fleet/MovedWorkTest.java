package io.headroom.replay.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
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
import io.headroom.replay.fleet.given.Scenario;
import io.headroom.replay.fleet.given.Strategy;
import io.headroom.replay.fleet.score.Consolidated;
import io.headroom.replay.fleet.score.PolicyScore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Half-empty nodes go where their work may be moved, what is moved does some of it again, and nothing else changes.
class MovedWorkTest {

    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    @Test
    void a_node_goes_once_its_work_fits_elsewhere_and_all_work_is_done() {
        PolicyScore moved = moving(twoHalfEmptyNodes(WorkloadClass.TRAINING, TEN_MINUTES));
        PolicyScore stayed = staying(twoHalfEmptyNodes(WorkloadClass.TRAINING, TEN_MINUTES));

        Consolidated what = moves(moved);
        assertThat(what.emptied()).isEqualTo(1);
        assertThat(what.moves()).isBetween(1, 3);
        assertThat(what.calledOff()).isZero();
        assertThat(moved.workloads().done()).isEqualTo(16);
        assertThat(moved.gpuHours().used()).isEqualTo(stayed.gpuHours().used(), within(1e-6));
        assertThat(moved.cost()).isLessThan(stayed.cost());
        assertThat(moved.launches()).isEqualTo(2);
        assertThat(stayed.consolidation()).isNull();
    }

    @Test
    void what_is_moved_loses_no_more_than_a_checkpoint_and_its_restart() {
        Consolidated what = moves(moving(twoHalfEmptyNodes(WorkloadClass.TRAINING, TEN_MINUTES)));

        double most = what.moves() * (10 + 5) / 60.0;
        assertThat(what.lostGpuHours()).isBetween(what.moves() * 5 / 60.0, most);
        assertThat(what.brought().loses()).isLessThanOrEqualTo(what.estimated().loses());
        assertThat(what.brought().saves()).isGreaterThan(Money.ZERO);
    }

    @Test
    void what_serves_or_writes_no_checkpoints_stays_and_every_figure_with_it() {
        for (Scenario scenario :
                List.of(
                        twoHalfEmptyNodes(WorkloadClass.ONLINE_INFERENCE, TEN_MINUTES),
                        twoHalfEmptyNodes(WorkloadClass.TRAINING, null))) {
            PolicyScore moving = moving(scenario);

            assertThat(moves(moving).moves()).isZero();
            assertThat(moves(moving).refused()).containsKey("not-movable");
            assertThat(moving)
                    .usingRecursiveComparison()
                    .ignoringFields("consolidation")
                    .isEqualTo(staying(scenario));
        }
    }

    @Test
    void checkpoints_alone_change_nothing_where_no_node_is_lost() {
        assertThat(staying(twoHalfEmptyNodes(WorkloadClass.TRAINING, TEN_MINUTES)))
                .isEqualTo(staying(twoHalfEmptyNodes(WorkloadClass.TRAINING, null)));
    }

    @Test
    void an_emptied_node_is_stopped_where_its_pool_keeps_stopped_nodes() {
        PolicyScore score =
                moving(
                        twoHalfEmptyNodes(
                                WorkloadClass.TRAINING, TEN_MINUTES, new WarmSpec(9, null)));

        assertThat(moves(score).emptied()).isEqualTo(1);
        assertThat(score.warmGpuHours().stopped()).isPositive();
    }

    @Test
    void the_same_scenario_comes_to_the_same_score() {
        assertThat(moving(twoHalfEmptyNodes(WorkloadClass.TRAINING, TEN_MINUTES)))
                .isEqualTo(moving(twoHalfEmptyNodes(WorkloadClass.TRAINING, TEN_MINUTES)));
    }

    private static Consolidated moves(PolicyScore score) {
        return Objects.requireNonNull(score.consolidation());
    }

    private static PolicyScore moving(Scenario scenario) {
        return FleetReplay.score(
                scenario, Strategy.headroom().rebinding().consolidating(), _ -> {});
    }

    private static PolicyScore staying(Scenario scenario) {
        return FleetReplay.score(scenario, Strategy.headroom().rebinding(), _ -> {});
    }

    private static Scenario twoHalfEmptyNodes(WorkloadClass of, @Nullable Duration checkpoints) {
        return twoHalfEmptyNodes(of, checkpoints, WarmSpec.none());
    }

    /// Sixteen GPUs are wanted at once; of each eight that came after the other, five are done after half an hour.
    private static Scenario twoHalfEmptyNodes(
            WorkloadClass of, @Nullable Duration checkpoints, WarmSpec warm) {
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Duration runs = i % 8 < 5 ? Duration.ofMinutes(30) : Duration.ofHours(4);
            jobs.add(
                    new Job(
                            new WorkloadId(new UUID(1, i)),
                            START.plusSeconds(i),
                            spec("job-" + i, of, checkpoints),
                            runs));
        }
        PoolSpec pool =
                new PoolSpec(
                        ProviderKind.AWS,
                        "us-east-1",
                        List.of("us-east-1a"),
                        List.of("p5.48xlarge"),
                        null,
                        null,
                        0,
                        100,
                        warm,
                        null,
                        null,
                        null);
        return new Scenario(
                jobs,
                List.of(new PoolFact("aws", pool)),
                List.of(offer()),
                List.of(),
                Money.of("10000.00"),
                List.of(),
                START,
                START.plus(Duration.ofHours(8)),
                7);
    }

    private static WorkloadSpec spec(
            String name, WorkloadClass of, @Nullable Duration checkpoints) {
        return new WorkloadSpec(
                name,
                "default",
                null,
                of,
                1,
                false,
                new GpuRequest(1, null, null, null),
                0,
                0,
                null,
                0,
                null,
                checkpoints,
                null,
                new RunSpec(null, List.of("train"), null, null, null, null));
    }

    private static Offer offer() {
        return new Offer(
                "aws",
                ProviderKind.AWS,
                "us-east-1",
                "us-east-1a",
                "",
                new NodeTemplate("p5.48xlarge", GpuModel.H100, 8, 192_000, 2_000_000),
                CapacityType.ON_DEMAND,
                Money.of("32.00"),
                Money.of("32.00"),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofMinutes(3),
                1,
                0);
    }
}
