package io.headroom.engine.scaling.fact;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.engine.scaling.Scene;
import io.headroom.engine.scaling.WaitingWork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// Waiting costs as much as the class of the work says, and so do spot machines.
class WaitingCostTest {

    private static final WaitingCost SIX = new WaitingCost(6);

    @ParameterizedTest
    @CsvSource({
        "ONLINE_INFERENCE, 6.0",
        "BATCH_INFERENCE, 0.6",
        "FINE_TUNING, 0.4",
        "TRAINING, 0.2",
    })
    void who_may_wait_ten_times_as_long_waits_at_a_tenth(WorkloadClass of, double dollars) {
        assertThat(SIX.of(of)).isCloseTo(dollars, within(1e-9));
    }

    @ParameterizedTest
    @EnumSource
    void a_target_waited_for_costs_the_same_in_every_class(WorkloadClass of) {
        TreeMap<WorkloadClass, Duration> targets = new TreeMap<>();
        targets.put(WorkloadClass.ONLINE_INFERENCE, Duration.ofSeconds(30));
        targets.put(of, Duration.ofMinutes(4));
        WaitingCost own = new WaitingCost(6, targets);

        assertThat(own.of(of) * own.target(of).toSeconds())
                .isCloseTo(
                        6.0 * own.target(WorkloadClass.ONLINE_INFERENCE).toSeconds(), within(1e-6));
    }

    @Test
    void a_target_of_nothing_and_a_cost_that_is_none_are_refused() {
        assertThatThrownBy(
                        () ->
                                new WaitingCost(
                                        6,
                                        new TreeMap<>(
                                                Map.of(WorkloadClass.TRAINING, Duration.ZERO))))
                .hasMessageContaining("TRAINING");
        assertThatThrownBy(() -> new WaitingCost(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new WaitingCost(Double.NaN)).hasMessageContaining("NaN");
    }

    @Test
    void what_may_be_wanted_by_training_alone_is_not_bought_ahead() {
        assertThat(ahead(WorkloadClass.ONLINE_INFERENCE)).isNotEmpty();
        assertThat(ahead(WorkloadClass.TRAINING)).isEmpty();
    }

    /// Four GPUs are wanted with a chance of nearly a half.
    private static List<NodeReason> ahead(WorkloadClass of) {
        return reasons(
                Scene.scene()
                        .pool("p", 0, 10)
                        .offer("p", Scene.ONE, "1")
                        .foreseenFor(of)
                        .forecast(0, 4)
                        .plan());
    }

    @Test
    void nobody_pays_for_the_idling_of_what_can_wait() {
        assertThat(kept(WorkloadClass.ONLINE_INFERENCE)).hasSize(1);
        assertThat(kept(WorkloadClass.TRAINING)).isEmpty();
    }

    /// One idle machine, which is wanted with a chance of a fifth.
    private static List<ScalingPlan.Kept> kept(WorkloadClass of) {
        TreeMap<String, List<Double>> quantiles = new TreeMap<>();
        quantiles.put("0.8", Collections.nCopies(8, 0.0));
        quantiles.put("0.99", Collections.nCopies(8, 1.0));
        return Scene.scene()
                .pool("p", 0, 10)
                .offer("p", Scene.ONE, "10")
                .foreseenFor(of)
                .forecast(quantiles)
                .idle("p", Scene.ONE, Duration.ofMinutes(10))
                .plan()
                .kept();
    }

    @Test
    void work_that_would_be_lost_is_not_put_on_a_machine_that_may_go() {
        assertThat(chosen(WorkloadClass.TRAINING, null, Duration.ofHours(12)))
                .isEqualTo(CapacityType.ON_DEMAND);
        assertThat(chosen(WorkloadClass.TRAINING, null, Duration.ofHours(1)))
                .isEqualTo(CapacityType.SPOT);
    }

    @Test
    void work_that_writes_checkpoints_loses_little() {
        assertThat(chosen(WorkloadClass.TRAINING, Duration.ofMinutes(10), Duration.ofHours(12)))
                .isEqualTo(CapacityType.SPOT);
    }

    @Test
    void who_keeps_nothing_loses_nothing_but_the_wait() {
        assertThat(chosen(WorkloadClass.ONLINE_INFERENCE, null, Duration.ofHours(12)))
                .isEqualTo(CapacityType.SPOT);
        assertThat(chosen(WorkloadClass.BATCH_INFERENCE, null, Duration.ofHours(12)))
                .isEqualTo(CapacityType.ON_DEMAND);
    }

    /// Spot at seven tenths of the price, taken back once in ten hours.
    private static CapacityType chosen(
            WorkloadClass of, @Nullable Duration checkpointEvery, Duration runs) {
        ScalingPlan plan =
                Scene.scene()
                        .pool("p", 0, 10)
                        .offer("p", Scene.ONE, "10")
                        .spot("p", Scene.ONE, "7", 0.1)
                        .of(WaitingWork.of(of).checkpointing(checkpointEvery).running(runs))
                        .waiting(1, 1)
                        .plan();
        return ((ScalingPlan.Step.Buy) plan.steps().getFirst())
                .nodes()
                .getFirst()
                .offer()
                .capacityType();
    }

    private static List<NodeReason> reasons(ScalingPlan plan) {
        return plan.steps().stream()
                .map(ScalingPlan.Step.Buy.class::cast)
                .flatMap(b -> b.nodes().stream())
                .map(ScalingPlan.NewNode::why)
                .toList();
    }
}
