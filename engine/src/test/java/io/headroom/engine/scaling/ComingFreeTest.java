package io.headroom.engine.scaling;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.node.NodeState;

import static io.headroom.engine.scaling.Scene.DECISION;
import static io.headroom.engine.scaling.Scene.EIGHT;
import static io.headroom.engine.scaling.Scene.NOON;
import static io.headroom.engine.scaling.Scene.ONE;
import static io.headroom.engine.scaling.Scene.scene;
import static org.assertj.core.api.Assertions.assertThat;

/// What will have a place before a node could be up is not bought for; everything else is. A boot takes four minutes.
class ComingFreeTest {

    @Test
    void seconds_of_work_do_not_wait_for_minutes_of_boot() {
        // Half of eight places are needed by what arrives, be it as foreseen or as what waits came;
        // the other four come free eight times in a boot.
        ScalingPlan plan = since(150, ofSeconds()).waiting(20, 1).plan();

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.unmet()).isEmpty();
    }

    @Test
    void what_a_burst_brings_beyond_that_is_bought_for_at_once() {
        ScalingPlan plan = since(0, ofSeconds()).waiting(100, 1).plan();

        assertThat(plan.steps()).hasSize(100 - 32);
    }

    @Test
    void places_that_come_free_once_are_given_once() {
        ScalingPlan plan = since(0, since(150, ofSeconds()).waiting(20, 1)).waiting(20, 1).plan();

        assertThat(plan.steps()).hasSize(8);
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
    void the_cheaper_it_is_to_wait_the_longer_the_forecast_is_believed() {
        Scene scene = since(50, ofSeconds()).waiting(20, 1);

        assertThat(plan(scene, 0.5).steps()).isEmpty();
        assertThat(plan(scene, 100).steps()).hasSize(20);
    }

    private static ScalingPlan plan(Scene scene, double perGpuHour) {
        ScalingPolicy usual = ScalingPolicy.DEFAULTS;
        ScalingPolicy policy =
                new ScalingPolicy(
                        perGpuHour,
                        usual.keepIdle(),
                        usual.buyAhead(),
                        usual.maxPurchases(),
                        usual.forecastTenant(),
                        usual.forecastEnvironment(),
                        usual.maxAheadGpus());
        return ScalingPlanner.plan(scene.facts(), policy, DECISION, NOON);
    }

    /// How long the first of what is said next to wait has waited.
    private static Scene since(long seconds, Scene scene) {
        scene.waited = Duration.ofSeconds(seconds);
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
