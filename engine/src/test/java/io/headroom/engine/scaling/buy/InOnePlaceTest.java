package io.headroom.engine.scaling.buy;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.workload.Topology;
import io.headroom.engine.scaling.fact.ScalingPlan;
import io.headroom.engine.scaling.fact.ScalingPlan.Step.Buy;

import static io.headroom.engine.scaling.Scene.EIGHT;
import static io.headroom.engine.scaling.Scene.FOUR;
import static io.headroom.engine.scaling.Scene.scene;
import static org.assertj.core.api.Assertions.assertThat;

/// What a wish to stand together is worth when nodes are bought for it.
class InOnePlaceTest {

    private static Topology rather(Topology.Within within) {
        return new Topology(within, false);
    }

    /// One node to be had in zone ra, any number in rb at that price; two are wanted.
    private static Buy two(String priceOfRb, Topology.Within within) {
        ScalingPlan plan =
                scene().pool("p", 0, 1)
                        .pool("q", 0, 10)
                        .offer("p", "ra", EIGHT, "16", CapacityType.ON_DEMAND, 0.9)
                        .offer("q", "rb", EIGHT, priceOfRb, CapacityType.ON_DEMAND, 0.9)
                        .gang(2, 8, rather(within))
                        .plan();
        assertThat(plan.unmet()).isEmpty();
        return (Buy) plan.steps().getFirst();
    }

    private static List<String> zones(Buy buy) {
        return buy.nodes().stream().map(n -> n.offer().zone()).sorted().toList();
    }

    @Test
    void
            a_gang_that_would_rather_stand_in_one_zone_is_bought_in_one_where_that_costs_little_more() {
        Buy buy = two("16.5", Topology.Within.ZONE);
        assertThat(zones(buy)).containsExactly("rb", "rb");
        assertThat(buy.nodes().getFirst().why())
                .isInstanceOfSatisfying(
                        NodeReason.ForShortfall.class,
                        why -> assertThat(why.toString()).contains("in one place"));
    }

    @Test
    void it_is_bought_in_two_where_one_would_cost_much_more() {
        Buy buy = two("20", Topology.Within.ZONE);
        assertThat(zones(buy)).containsExactly("ra", "rb");
        assertThat(buy.nodes().getFirst().why().toString()).doesNotContain("in one place");
    }

    @Test
    void it_is_bought_where_nobody_knows_of_such_a_place() {
        assertThat(zones(two("16.5", Topology.Within.RACK))).containsExactly("ra", "rb");
    }

    @Test
    void one_machine_is_bought_rather_than_two_for_one_that_would_rather_stand_in_an_island() {
        ScalingPlan plan =
                scene().pool("p", 0, 10)
                        .offer("p", FOUR, "7.9")
                        .offer("p", EIGHT, "16")
                        .gang(2, 4, rather(Topology.Within.NVLINK_ISLAND))
                        .plan();
        Buy buy = (Buy) plan.steps().getFirst();
        assertThat(buy.nodes())
                .singleElement()
                .satisfies(n -> assertThat(n.offer().template().gpus()).isEqualTo(8));
    }
}
