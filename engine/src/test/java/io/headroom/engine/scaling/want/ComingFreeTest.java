package io.headroom.engine.scaling.want;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.node.NodeState;
import io.headroom.engine.scaling.Scene;
import io.headroom.engine.scaling.WaitingWork;
import io.headroom.engine.scaling.fact.ScalingPlan;

import static io.headroom.engine.scaling.Scene.EIGHT;
import static io.headroom.engine.scaling.Scene.ONE;
import static io.headroom.engine.scaling.Scene.scene;
import static org.assertj.core.api.Assertions.assertThat;

/// What will have a place before a node could be up is not bought for; everything else is. A boot takes four minutes.
class ComingFreeTest {

    @Test
    void seconds_of_work_do_not_wait_for_minutes_of_boot() {
        // Half of eight places are needed by what arrives, as foreseen and as what waits came; the
        // other four come free eight times in a boot.
        ScalingPlan plan = since(150, ofSeconds()).waiting(20, 1).plan();

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.unmet()).isEmpty();
    }

    @Test
    void what_comes_beyond_that_is_bought_for_at_once() {
        // Five GPUs' worth, by what came in nearly a boot: of eight places, three in eight are left
        // over, eight times.
        ScalingPlan plan = since(230, ofSeconds()).waiting(40, 1).plan();

        assertThat(plan.steps()).hasSize(40 - 24);
    }

    @Test
    void places_that_come_free_once_are_given_once() {
        ScalingPlan plan = since(230, ofSeconds()).waiting(20, 1).waiting(20, 1).plan();

        assertThat(plan.steps()).hasSize(40 - 25);
    }

    @Test
    void work_of_hours_gets_its_node_at_once() {
        ScalingPlan plan =
                aBusyFleet().running(8, Duration.ofHours(5)).forecast(4, 4).waiting(5, 1).plan();

        assertThat(plan.steps()).hasSize(5);
    }

    @Test
    void without_a_forecast_nobody_knows_who_takes_the_places() {
        ScalingPlan plan = aBusyFleet().running(8, Duration.ofSeconds(30)).waiting(5, 1).plan();

        assertThat(plan.steps()).hasSize(5);
    }

    @Test
    void where_all_places_are_needed_by_what_arrives_none_is_left_for_what_waits() {
        ScalingPlan plan =
                aBusyFleet().running(8, Duration.ofSeconds(30)).forecast(8, 8).waiting(5, 1).plan();

        assertThat(plan.steps()).hasSize(5);
    }

    @Test
    void a_surge_that_nobody_foresaw_is_bought_for_while_it_comes() {
        // Twenty in twenty seconds, of thirty seconds each: thirty GPUs' worth, where four were
        // foreseen.
        ScalingPlan plan = since(20, ofSeconds()).waiting(20, 1).plan();

        assertThat(plan.steps()).hasSize(20);
    }

    @Test
    void a_few_that_come_together_are_no_flood() {
        // Three within a second, of five minutes each, would be nine hundred GPUs' worth if it went
        // on; beside a forecast of sixteen they are three more.
        Scene many = scene().pool("p", 0, 1000).offer("p", ONE, "3").seen(1);
        for (int i = 0; i < 8; i++) {
            many = many.node("p", EIGHT, NodeState.READY, 1, 1, null);
        }
        Scene scene = many.running(64, Duration.ofMinutes(5)).forecast(16, 16);

        assertThat(since(1, scene).waiting(3, 1).plan().steps()).isEmpty();
    }

    @Test
    void whoever_knows_the_future_does_not_learn_from_the_queue() {
        TreeMap<String, List<Double>> truth = new TreeMap<>();
        truth.put("0.5", List.of(4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0));
        Scene scene = aBusyFleet().running(8, Duration.ofSeconds(30)).forecast(truth);

        assertThat(since(20, scene).waiting(20, 1).plan().steps()).isEmpty();
    }

    /// How long the first of what is said next to wait has waited.
    private static Scene since(long seconds, Scene scene) {
        scene.of(WaitingWork.TRAINING.waited(Duration.ofSeconds(seconds)));
        return scene;
    }

    private static Scene ofSeconds() {
        return aBusyFleet().running(8, Duration.ofSeconds(30)).forecast(4, 4);
    }

    private static Scene aBusyFleet() {
        return scene().pool("p", 0, 1000)
                .offer("p", ONE, "3")
                .node("p", EIGHT, NodeState.READY, 1, 1, null)
                .seen(1);
    }
}
