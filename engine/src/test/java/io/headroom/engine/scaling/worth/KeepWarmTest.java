package io.headroom.engine.scaling.worth;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.node.KeptFor;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.WarmSpec;
import io.headroom.contracts.pool.WarmSpec.WarmState;
import io.headroom.engine.scaling.WarmScene;
import io.headroom.engine.scaling.fact.ScalingPlan;
import io.headroom.engine.scaling.fact.ScalingPlan.Step;

import static io.headroom.engine.scaling.Scene.EIGHT;
import static io.headroom.engine.scaling.Scene.NOON;
import static io.headroom.engine.scaling.Scene.ONE;
import static io.headroom.engine.scaling.WarmScene.pool;
import static org.assertj.core.api.Assertions.assertThat;

/// Stopping instead of ending, and waking instead of buying.
class KeepWarmTest {

    private static final WarmSpec ONE_STOPPED = new WarmSpec(1, List.of(WarmState.STOPPED));
    private static final Duration LONG = Duration.ofHours(1);

    @Test
    void an_idle_node_is_stopped_as_long_as_its_pool_has_room_for_that() {
        ScalingPlan plan = pool(0, 5, ONE_STOPPED).idle(ONE, LONG).idle(ONE, LONG).plan();
        assertThat(plan.steps()).hasSize(2);
        assertThat(plan.steps().getFirst()).isInstanceOf(Step.Stop.class);
        assertThat(plan.steps().getLast()).isInstanceOf(Step.Release.class);
    }

    @Test
    void what_is_stopped_or_being_stopped_takes_the_room() {
        assertThat(
                        pool(0, 5, ONE_STOPPED)
                                .warm(ONE, Duration.ofMinutes(1))
                                .idle(ONE, LONG)
                                .plan()
                                .steps())
                .singleElement()
                .isInstanceOf(Step.Release.class);
        assertThat(pool(0, 5, ONE_STOPPED).stopping(ONE).idle(ONE, LONG).plan().steps())
                .singleElement()
                .isInstanceOf(Step.Release.class);
    }

    @Test
    void a_number_alone_means_stopped_and_suspended_alone_stops_nothing() {
        assertThat(pool(0, 5, new WarmSpec(1, null)).idle(ONE, LONG).plan().steps())
                .singleElement()
                .isInstanceOf(Step.Stop.class);
        assertThat(
                        pool(0, 5, new WarmSpec(1, List.of(WarmState.SUSPENDED)))
                                .idle(ONE, LONG)
                                .plan()
                                .steps())
                .singleElement()
                .isInstanceOf(Step.Release.class);
    }

    @Test
    void spot_is_ended_as_ever() {
        assertThat(pool(0, 5, ONE_STOPPED).idle(ONE, LONG).lastIs(CapacityType.SPOT).plan().steps())
                .singleElement()
                .isInstanceOf(Step.Release.class);
    }

    @Test
    void a_node_whose_life_is_nearly_over_is_not_stopped() {
        assertThat(
                        pool(0, 5, ONE_STOPPED)
                                .idle(ONE, LONG)
                                .lastLivesUntil(NOON.plus(Duration.ofMinutes(30)))
                                .plan()
                                .steps())
                .singleElement()
                .isInstanceOf(Step.Release.class);
    }

    @Test
    void a_stopped_node_is_woken_before_the_same_is_bought() {
        WarmScene scene =
                pool(0, 5, ONE_STOPPED)
                        .offer(ONE, "10")
                        .warm(ONE, Duration.ofMinutes(5))
                        .wakeOffer("10", Duration.ofMinutes(2))
                        .waiting(2, 1);
        ScalingPlan plan = scene.plan();
        assertThat(plan.steps()).hasSize(2);
        assertThat(plan.steps().getFirst())
                .isInstanceOfSatisfying(
                        Step.Wake.class,
                        wake -> assertThat(wake.node().node()).isEqualTo(scene.last().id()));
        assertThat(plan.steps().getLast()).isInstanceOf(Step.Buy.class);
        assertThat(scene.plan()).as("decided again, it is the same").isEqualTo(plan);
    }

    @Test
    void a_small_one_is_bought_where_waking_a_large_one_is_dearer() {
        assertThat(
                        pool(0, 5, ONE_STOPPED)
                                .offer(ONE, "10")
                                .warm(EIGHT, Duration.ofMinutes(5))
                                .wakeOffer("80", Duration.ofMinutes(2))
                                .waiting(1, 1)
                                .plan()
                                .steps())
                .singleElement()
                .isInstanceOf(Step.Buy.class);
    }

    @Test
    void one_that_was_bought_for_somebody_else_stays_theirs() {
        assertThat(
                        pool(0, 5, ONE_STOPPED)
                                .offer(ONE, "10")
                                .warm(ONE, Duration.ofMinutes(5))
                                .lastBelongsTo("others")
                                .wakeOffer("10", Duration.ofMinutes(2))
                                .waiting(1, 1)
                                .plan()
                                .steps())
                .singleElement()
                .isInstanceOf(Step.Buy.class);
    }

    @Test
    void a_gang_is_bought_whole() {
        assertThat(
                        pool(0, 5, ONE_STOPPED)
                                .offer(ONE, "10")
                                .warm(ONE, Duration.ofMinutes(5))
                                .wakeOffer("10", Duration.ofMinutes(2))
                                .gang(2, 1)
                                .plan()
                                .steps())
                .singleElement()
                .isInstanceOfSatisfying(Step.Buy.class, buy -> assertThat(buy.nodes()).hasSize(2));
    }

    @Test
    void a_stopped_node_takes_no_place_of_its_pool_until_it_is_woken() {
        ScalingPlan plan =
                pool(0, 1, ONE_STOPPED)
                        .offer(ONE, "10")
                        .warm(ONE, Duration.ofMinutes(5))
                        .waiting(1, 1)
                        .plan();
        assertThat(plan.steps()).singleElement().isInstanceOf(Step.Buy.class);
        ScalingPlan full =
                pool(0, 1, ONE_STOPPED)
                        .warm(ONE, Duration.ofMinutes(5))
                        .wakeOffer("10", Duration.ofMinutes(2))
                        .waiting(2, 1)
                        .plan();
        assertThat(full.steps()).singleElement().isInstanceOf(Step.Wake.class);
        assertThat(full.unmet()).hasSize(1);
    }

    @Test
    void a_forecast_wakes_too_and_counts_what_it_wakes() {
        ScalingPlan plan =
                pool(0, 5, ONE_STOPPED)
                        .offer(ONE, "10")
                        .warm(ONE, Duration.ofMinutes(5))
                        .lastBelongsTo("default")
                        .wakeOffer("10", Duration.ofMinutes(2))
                        .forecast(1, 1)
                        .plan();
        assertThat(plan.steps()).singleElement().isInstanceOf(Step.Wake.class);
    }

    @Test
    void a_minimum_is_of_nodes_that_run() {
        ScalingPlan plan =
                pool(1, 5, ONE_STOPPED)
                        .offer(ONE, "10")
                        .warm(ONE, Duration.ofMinutes(5))
                        .lastBelongsTo("default")
                        .wakeOffer("10", Duration.ofMinutes(2))
                        .plan();
        assertThat(plan.steps()).singleElement().isInstanceOf(Step.Wake.class);
    }

    /// A wake saves 2 minutes of $6 an hour: 20 cents, of which a disk at a cent an hour makes 20 hours.
    @Test
    void it_is_ended_once_its_disk_has_cost_what_a_wake_saves() {
        assertThat(kept(Duration.ofHours(19)).steps()).isEmpty();
        assertThat(kept(Duration.ofHours(21)).steps()).singleElement().isInstanceOf(Step.End.class);
    }

    private static ScalingPlan kept(Duration since) {
        return pool(0, 5, ONE_STOPPED)
                .offer(ONE, "10")
                .warm(ONE, since)
                .wakeOffer("10", Duration.ofMinutes(2))
                .plan();
    }

    @Test
    void it_is_ended_where_its_pool_keeps_none_any_more() {
        assertThat(pool(0, 5, WarmSpec.none()).warm(ONE, Duration.ofMinutes(5)).plan().steps())
                .singleElement()
                .isInstanceOf(Step.End.class);
    }

    @Test
    void what_is_woken_is_not_ended() {
        assertThat(
                        pool(0, 5, ONE_STOPPED)
                                .warm(ONE, Duration.ofDays(3))
                                .wakeOffer("10", Duration.ofMinutes(2))
                                .waiting(1, 1)
                                .plan()
                                .steps())
                .singleElement()
                .isInstanceOf(Step.Wake.class);
    }

    @Test
    void a_stopped_node_says_until_when_it_is_kept_and_why() {
        ScalingPlan plan =
                WarmScene.pool(0, 10, new WarmSpec(2, null))
                        .offer(ONE, "3")
                        .warm(ONE, Duration.ofHours(1))
                        .wakeOffer("3", Duration.ofMinutes(1))
                        .plan();
        assertThat(plan.steps()).isEmpty();
        KeptFor.Stopped why = (KeptFor.Stopped) plan.kept().getFirst().why();
        // Three minutes' wait at $6 are 30 cents: thirty hours of a disk at a cent.
        assertThat(why.until()).isEqualTo(why.since().plus(Duration.ofHours(30)));
        assertThat(why.wake()).isEqualTo(Duration.ofMinutes(1));
        assertThat(why.boot()).isEqualTo(Duration.ofMinutes(4));
        assertThat(why.message()).contains("a wake takes PT1M, a new one PT4M", "It is kept until");
    }
}
