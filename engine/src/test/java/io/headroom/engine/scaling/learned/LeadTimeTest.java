package io.headroom.engine.scaling.learned;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.node.NodeReason;
import io.headroom.engine.scaling.Scene;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.ScalingPlan;

import static io.headroom.engine.scaling.Scene.ONE;
import static io.headroom.engine.scaling.Scene.scene;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What is bought ahead is bought for when it may come, not for when it comes on average.
class LeadTimeTest {

    private static final LeadTime WIDE =
            new LeadTime(
                    List.of(
                            Duration.ofMinutes(1),
                            Duration.ofMinutes(2),
                            Duration.ofMinutes(3),
                            Duration.ofMinutes(4),
                            Duration.ofMinutes(20)));

    @Test
    void its_mean_median_and_slow_end() {
        assertThat(WIDE.mean()).isEqualTo(Duration.ofMinutes(6));
        assertThat(WIDE.median()).isEqualTo(Duration.ofMinutes(3));
        assertThat(WIDE.slow()).isEqualTo(Duration.ofMinutes(20));
        assertThat(LeadTime.sure(Duration.ofMinutes(4)).mean()).isEqualTo(Duration.ofMinutes(4));
        assertThatThrownBy(() -> new LeadTime(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// Demand is there from the fifteenth minute on: one that comes in four minutes comes too early, three in five of these do not.
    @Test
    void the_chance_of_use_is_that_over_all_of_it() {
        Scene sure = scene().pool("p", 0, 10).offer("p", ONE, "3");
        assertThat(reasons(later(sure).plan())).isEmpty();
        Scene wide = scene().pool("p", 0, 10).offer("p", ONE, "3");
        LeadTime late = new LeadTime(Stream.of(1, 2, 16, 17, 20).map(Duration::ofMinutes).toList());
        Offer seen = wide.offers.getFirst().seen(wide.offers.getFirst().boot(), late);
        wide.offers.set(0, seen);
        List<NodeReason.ForForecast> bought = reasons(later(wide).plan());
        assertThat(bought).hasSize(1);
        assertThat(bought.getFirst().message())
                .contains("ready in PT16M, or PT20M for the slowest tenth", "chance 0.60");
    }

    private static Scene later(Scene scene) {
        List<Double> path = new ArrayList<>(Collections.nCopies(15, 0.0));
        path.addAll(Collections.nCopies(15, 1.0));
        TreeMap<String, List<Double>> quantiles = new TreeMap<>();
        quantiles.put("0.0001", path);
        quantiles.put("0.99", path);
        return scene.forecast(quantiles);
    }

    private static List<NodeReason.ForForecast> reasons(ScalingPlan plan) {
        return plan.steps().stream()
                .filter(ScalingPlan.Step.Buy.class::isInstance)
                .map(ScalingPlan.Step.Buy.class::cast)
                .flatMap(buy -> buy.nodes().stream())
                .map(node -> (NodeReason.ForForecast) node.why())
                .toList();
    }
}
