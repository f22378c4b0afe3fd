package io.headroom.engine.scaling;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.node.NodeState;

import static io.headroom.engine.scaling.Scene.EIGHT;
import static io.headroom.engine.scaling.Scene.ONE;
import static io.headroom.engine.scaling.Scene.scene;
import static org.assertj.core.api.Assertions.assertThat;

/// What will have a place before a node could be up is not bought for; everything else is. A boot takes four minutes.
class ComingFreeTest {

    @Test
    void seconds_of_work_do_not_wait_for_minutes_of_boot() {
        // Half of eight places are needed by what arrives; the other four come free eight times in
        // a boot.
        ScalingPlan plan =
                aBusyFleet()
                        .running(8, Duration.ofSeconds(30))
                        .forecast(4, 4)
                        .waiting(20, 1)
                        .plan();

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.unmet()).isEmpty();
    }

    @Test
    void what_a_burst_brings_beyond_that_is_bought_for_at_once() {
        ScalingPlan plan =
                aBusyFleet()
                        .running(8, Duration.ofSeconds(30))
                        .forecast(4, 4)
                        .waiting(100, 1)
                        .plan();

        assertThat(plan.steps()).hasSize(100 - 32);
    }

    @Test
    void places_that_come_free_once_are_given_once() {
        ScalingPlan plan =
                aBusyFleet()
                        .running(8, Duration.ofSeconds(30))
                        .forecast(4, 4)
                        .waiting(20, 1)
                        .waiting(20, 1)
                        .plan();

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

    private static Scene aBusyFleet() {
        return scene().pool("p", 0, 1000)
                .offer("p", ONE, "3")
                .node("p", EIGHT, NodeState.READY, 1, 1, null)
                .seen(1);
    }
}
