package io.headroom.engine.scaling;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.node.NodeReason;

import static io.headroom.engine.scaling.Scene.NOON;
import static io.headroom.engine.scaling.Scene.ONE;
import static io.headroom.engine.scaling.Scene.scene;
import static org.assertj.core.api.Assertions.assertThat;

/// Where money is short, nothing is bought ahead; what waits is.
class ThriftTest {

    @Test
    void nothing_is_bought_ahead_that_the_money_would_not_last_for() {
        Scene scene = scene().pool("p", 0, 10).offer("p", ONE, "3").forecast(4, 4);

        assertThat(scene.funds("1000", Duration.ofHours(10)).plan().steps()).hasSize(4);
        ScalingPlan thrifty = scene.funds("65", Duration.ofHours(10)).plan();

        // Two at three dollars an hour for ten hours are sixty.
        assertThat(thrifty.steps()).hasSize(2);
        assertThat(thrifty.bounds())
                .singleElement()
                .satisfies(bound -> assertThat(bound.why()).contains("money"));
    }

    @Test
    void what_waits_is_bought_for_while_there_is_any_money() {
        ScalingPlan plan =
                scene().pool("p", 0, 10)
                        .offer("p", ONE, "3")
                        .waiting(3, 1)
                        .forecast(8, 8)
                        .funds("10", Duration.ofHours(10))
                        .plan();

        assertThat(plan.steps())
                .hasSize(3)
                .allSatisfy(
                        step ->
                                assertThat(((ScalingPlan.Step.Buy) step).nodes().getFirst().why())
                                        .isInstanceOf(NodeReason.ForShortfall.class));
    }

    @Test
    void what_a_budget_refuses_to_those_who_wait_is_not_spent_on_those_who_may_come() {
        ScalingPlan plan =
                scene().pool("p", 0, 10)
                        .offer("p", ONE, "3")
                        .waiting(1, 1)
                        .forecast(4, 4)
                        .refused("p", "3", NOON.plusSeconds(60))
                        .plan();

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.bounds()).hasSize(1);
    }
}
