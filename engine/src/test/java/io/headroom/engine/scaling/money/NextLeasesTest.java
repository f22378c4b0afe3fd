package io.headroom.engine.scaling.money;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.BudgetScope;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.engine.scaling.Scene;
import io.headroom.engine.scaling.WaitingWork;
import io.headroom.engine.scaling.fact.NodeFact;
import io.headroom.engine.scaling.fact.ScalingPlan;

import static io.headroom.engine.scaling.Scene.NOON;
import static io.headroom.engine.scaling.Scene.ONE;
import static io.headroom.engine.scaling.Scene.scene;
import static org.assertj.core.api.Assertions.assertThat;

/// What waits is bought for as long as what runs can go on.
class NextLeasesTest {

    private static final BudgetScope EVERYTHING = BudgetScope.everything();

    /// With a node of ten dollars an hour in pool p, on which something runs.
    private static Scene working() {
        Scene scene = scene().node("p", ONE, NodeState.READY, 0, 1, null);
        Node node = scene.nodes.removeLast().node();
        scene.nodes.add(new NodeFact(node, 0, "", Shape.WHOLE, null, false));
        return scene;
    }

    /// Ten dollars an hour are five in half an hour; three an hour are held for 16 minutes at first, and go on for 20 more: 1.80. What is not whole is rounded up.
    @Test
    void what_waits_is_not_bought_for_with_the_next_leases_of_what_runs() {
        Scene scene = working().pool("p", 0, 10).offer("p", ONE, "3").waiting(1, 1);

        assertThat(scene.funds(EVERYTHING, "6.81", Duration.ofHours(10)).plan().steps()).hasSize(1);
        ScalingPlan tooLittle = scene.funds(EVERYTHING, "6.80", Duration.ofHours(10)).plan();

        assertThat(tooLittle.steps()).isEmpty();
        assertThat(tooLittle.unmet())
                .singleElement()
                .satisfies(
                        unmet ->
                                assertThat(unmet.why())
                                        .isEqualTo(
                                                new ScalingPlan.Why.NeededByWhatRuns(
                                                        "cap",
                                                        Money.of("0.000001"),
                                                        NOON.plusSeconds(60))));
    }

    @Test
    void a_purchase_leaves_the_next_leases_to_those_of_the_same_plan_as_well() {
        Scene scene = scene().pool("p", 0, 10).offer("p", ONE, "3").waiting(3, 1);

        assertThat(scene.funds(EVERYTHING, "3.59", Duration.ofHours(10)).plan().steps()).hasSize(1);
        assertThat(
                        scene().pool("p", 0, 10)
                                .offer("p", ONE, "3")
                                .waiting(3, 1)
                                .funds(EVERYTHING, "3.60", Duration.ofHours(10))
                                .plan()
                                .steps())
                .hasSize(2);
    }

    @Test
    void where_nothing_runs_a_budget_is_asked_for_the_last_of_its_money() {
        ScalingPlan plan =
                scene().pool("p", 0, 10)
                        .offer("p", ONE, "3")
                        .waiting(1, 1)
                        .funds(EVERYTHING, "0.01", Duration.ofHours(10))
                        .plan();

        assertThat(plan.steps()).hasSize(1);
    }

    @Test
    void what_a_period_had_left_says_nothing_once_it_is_over() {
        ScalingPlan plan =
                working()
                        .pool("p", 0, 10)
                        .offer("p", ONE, "3")
                        .waiting(1, 1)
                        .funds(EVERYTHING, "1", Duration.ZERO)
                        .plan();

        assertThat(plan.steps()).hasSize(1);
    }

    @Test
    void online_inference_comes_before_what_runs() {
        ScalingPlan plan =
                working()
                        .pool("p", 0, 10)
                        .offer("p", ONE, "3")
                        .of(WaitingWork.of(WorkloadClass.ONLINE_INFERENCE))
                        .waiting(1, 1)
                        .funds(EVERYTHING, "1", Duration.ofHours(10))
                        .plan();

        assertThat(plan.steps()).hasSize(1);
    }

    /// Five for what works, and three times 1.80.
    @Test
    void a_gang_is_bought_whole_or_not_at_all() {
        Scene scene = working().pool("p", 0, 10).offer("p", ONE, "3").gang(3, 1);

        assertThat(scene.funds(EVERYTHING, "10.41", Duration.ofHours(10)).plan().steps())
                .singleElement()
                .isInstanceOfSatisfying(
                        ScalingPlan.Step.Buy.class, buy -> assertThat(buy.nodes()).hasSize(3));
        ScalingPlan tooLittle = scene.funds(EVERYTHING, "10.39", Duration.ofHours(10)).plan();
        assertThat(tooLittle.steps()).isEmpty();
        assertThat(tooLittle.unmet())
                .singleElement()
                .satisfies(u -> assertThat(u.replicas()).isEqualTo(3));
    }

    @Test
    void where_nothing_runs_a_gang_is_asked_for_as_one() {
        ScalingPlan plan =
                scene().pool("p", 0, 10)
                        .offer("p", ONE, "3")
                        .gang(3, 1)
                        .funds(EVERYTHING, "2.41", Duration.ofHours(10))
                        .plan();

        assertThat(plan.steps()).hasSize(1);
    }

    @Test
    void what_runs_under_another_budget_needs_nothing_of_this_one() {
        BudgetScope other =
                new BudgetScope(null, null, null, "q", null, null, null, null, Map.of());
        ScalingPlan plan =
                working()
                        .pool("p", 0, 10)
                        .pool("q", 0, 10)
                        .offer("q", ONE, "3")
                        .waiting(1, 1)
                        .funds(other, "1.80", Duration.ofHours(10))
                        .plan();

        assertThat(plan.steps()).hasSize(1);
    }
}
