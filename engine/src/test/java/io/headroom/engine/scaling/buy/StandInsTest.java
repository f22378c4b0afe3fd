package io.headroom.engine.scaling.buy;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.workload.Topology;
import io.headroom.engine.scaling.Scene;
import io.headroom.engine.scaling.fact.ScalingPlan.NewNode;
import io.headroom.engine.scaling.fact.ScalingPlan.Step.Buy;

import static io.headroom.engine.scaling.Scene.EIGHT;
import static io.headroom.engine.scaling.Scene.scene;
import static org.assertj.core.api.Assertions.assertThat;

/// What a gang's member may be had for instead: the same machine elsewhere, for money that is granted already.
class StandInsTest {

    @Test
    void a_member_that_is_refused_is_asked_for_in_two_other_zones_the_cheapest_first() {
        List<NewNode> nodes =
                bought(zones("ra", "20", "rb", "20", "rc", "19.5", "rd", "20").gang(2, 8));
        assertThat(nodes).hasSize(2);
        assertThat(nodes)
                .allSatisfy(
                        n -> {
                            assertThat(n.offer().zone()).isEqualTo("rc");
                            assertThat(n.standIns()).isEmpty();
                        });
        // The others are dearer than what is reserved: none may stand in.
        List<NewNode> equal =
                bought(zones("ra", "20", "rb", "20", "rc", "20", "rd", "20").gang(2, 8));
        assertThat(equal.getFirst().standIns()).hasSize(2);
        assertThat(equal.getFirst().standIns())
                .noneMatch(o -> o.zone().equals(equal.getFirst().offer().zone()));
    }

    @Test
    void a_gang_that_must_stand_in_one_zone_has_none() {
        Topology zone = Topology.oneOf(Topology.Within.ZONE);
        List<NewNode> nodes = bought(zones("ra", "20", "rb", "20").gang(2, 8, zone));
        assertThat(nodes).hasSize(2).allMatch(n -> n.standIns().isEmpty());
    }

    @Test
    void what_is_bought_alone_has_none() {
        List<NewNode> nodes = bought(zones("ra", "20", "rb", "20").waiting(2, 8));
        assertThat(nodes).hasSize(2).allMatch(n -> n.standIns().isEmpty());
    }

    private static Scene zones(String... zonesAndPrices) {
        Scene scene = scene().pool("p", 0, 10);
        for (int i = 0; i < zonesAndPrices.length; i += 2) {
            scene.offer(
                    "p",
                    zonesAndPrices[i],
                    EIGHT,
                    zonesAndPrices[i + 1],
                    CapacityType.ON_DEMAND,
                    0.9);
        }
        return scene;
    }

    private static List<NewNode> bought(Scene scene) {
        return scene.plan().steps().stream()
                .filter(Buy.class::isInstance)
                .map(Buy.class::cast)
                .flatMap(b -> b.nodes().stream())
                .toList();
    }
}
