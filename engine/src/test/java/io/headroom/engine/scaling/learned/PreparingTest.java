package io.headroom.engine.scaling.learned;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.node.KeptFor;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.pool.WarmSpec;
import io.headroom.engine.scaling.Scene;
import io.headroom.engine.scaling.WarmScene;
import io.headroom.engine.scaling.fact.ScalingPlan;

import static io.headroom.engine.scaling.Scene.ONE;
import static io.headroom.engine.scaling.Scene.scene;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// What replicas fetch and load counts where a choice saves some of it, and nowhere else.
class PreparingTest {

    private static final Preparing LONG =
            new Preparing(Duration.ofMinutes(20), Duration.ofMinutes(12));

    @Test
    void what_a_used_node_spares_is_never_less_than_nothing() {
        assertThat(LONG.spared()).isEqualTo(Duration.ofMinutes(8));
        assertThat(new Preparing(Duration.ofMinutes(1), Duration.ofMinutes(2)).spared()).isZero();
        assertThatThrownBy(() -> new Preparing(Duration.ofMinutes(-1), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_waits_is_bought_for_where_it_serves_soonest_for_the_money() {
        assertThat(boughtFrom(cheapAndSlow(Preparing.NONE))).isEqualTo("slow");
        assertThat(boughtFrom(cheapAndSlow(LONG))).isEqualTo("quick");
    }

    private static ScalingPlan cheapAndSlow(Preparing slow) {
        Scene scene =
                scene().pool("slow", 0, 10)
                        .pool("quick", 0, 10)
                        .offer("slow", ONE, "10")
                        .offer("quick", ONE, "10.02")
                        .waiting(1, 1);
        scene.offers.set(0, scene.offers.getFirst().preparing(slow));
        return scene.plan();
    }

    private static String boughtFrom(ScalingPlan plan) {
        return purchase(plan).nodes().getFirst().offer().pool();
    }

    /// $10 for a minute's idling, over the $16 for each hour until another is as good: four minutes of boot and what it fetches and loads more than this one.
    @Test
    void an_idle_node_is_kept_for_what_another_would_have_to_fetch_and_load() {
        assertThat(kept(Preparing.NONE).enough()).isCloseTo(10.0 / (16 * 4), within(0.001));
        assertThat(kept(LONG).enough()).isCloseTo(10.0 / (16 * 12), within(0.001));
        assertThat(kept(LONG).leadTime()).isEqualTo(Duration.ofMinutes(12));
    }

    private static KeptFor.ForeseenDemand kept(Preparing preparing) {
        Scene scene =
                scene().pool("p", 0, 10)
                        .offer("p", ONE, "10")
                        .idle("p", ONE, Duration.ofMinutes(10))
                        .forecast(0.9, 1);
        scene.offers.set(0, scene.offers.getFirst().preparing(preparing));
        return (KeptFor.ForeseenDemand) scene.plan().kept().getFirst().why();
    }

    /// Three minutes of boot and six of fetching that its disk saves, at $6 an hour: ninety hours of a disk at a cent.
    @Test
    void a_stopped_node_stays_for_what_its_disk_has_already() {
        ScalingPlan plan =
                WarmScene.pool(0, 10, new WarmSpec(2, null))
                        .offer(ONE, "3")
                        .warm(ONE, Duration.ofHours(1))
                        .wakeOffer("3", Duration.ofMinutes(1))
                        .preparing(Duration.ofMinutes(8), Duration.ofMinutes(2))
                        .plan();

        KeptFor.Stopped why = (KeptFor.Stopped) plan.kept().getFirst().why();
        assertThat(why.until())
                .isCloseTo(why.since().plus(Duration.ofHours(90)), within(1, ChronoUnit.SECONDS));
        assertThat(why.message()).contains("a wake takes PT3M, a new one PT12M");
    }

    /// However early a node is bought, its first replica fetches and loads when it is there.
    @Test
    void buying_ahead_weighs_the_lead_time_alone_and_says_the_rest() {
        NodeReason.ForForecast without = ahead(Preparing.NONE);
        NodeReason.ForForecast with = ahead(LONG);

        assertThat(with.quantile()).isEqualTo(without.quantile());
        assertThat(with.leadTime()).isEqualTo(Duration.ofMinutes(4));
        assertThat(with.message()).contains("and its first replica serves PT20M later");
        assertThat(without.message()).doesNotContain("first replica");
    }

    private static NodeReason.ForForecast ahead(Preparing preparing) {
        Scene scene = scene().pool("p", 0, 10).offer("p", ONE, "3").forecast(5, 5);
        scene.offers.set(0, scene.offers.getFirst().preparing(preparing));
        return (NodeReason.ForForecast) purchase(scene.plan()).nodes().getFirst().why();
    }

    private static ScalingPlan.Step.Buy purchase(ScalingPlan plan) {
        List<ScalingPlan.Step.Buy> bought =
                plan.steps().stream()
                        .filter(ScalingPlan.Step.Buy.class::isInstance)
                        .map(ScalingPlan.Step.Buy.class::cast)
                        .toList();
        return bought.getFirst();
    }
}
