package io.headroom.engine.scaling;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.PurchaseId;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.workload.Topology;
import io.headroom.engine.scaling.fact.ScalingPlan;
import io.headroom.engine.scaling.fact.ScalingPlan.NewNode;
import io.headroom.engine.scaling.fact.ScalingPlan.Step.Buy;
import io.headroom.engine.scaling.fact.ScalingPlan.Step.Release;
import io.headroom.engine.scaling.fact.ScalingPolicy;

import static io.headroom.engine.scaling.Scene.EIGHT;
import static io.headroom.engine.scaling.Scene.FOUR;
import static io.headroom.engine.scaling.Scene.NOON;
import static io.headroom.engine.scaling.Scene.ONE;
import static io.headroom.engine.scaling.Scene.scene;
import static org.assertj.core.api.Assertions.assertThat;

/// What is bought for whom, and what may go.
class ScalingPlannerTest {

    private static final Topology ONE_ZONE = Topology.oneOf(Topology.Within.ZONE);

    @Test
    void nothing_waits_and_nothing_is_bought() {
        ScalingPlan plan = scene().pool("p", 0, 10).offer("p", ONE, "2").plan();
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.unmet()).isEmpty();
    }

    @Test
    void the_cheapest_set_that_holds_them_is_bought() {
        ScalingPlan plan =
                scene().pool("p", 0, 100)
                        .offer("p", ONE, "3")
                        .offer("p", EIGHT, "16")
                        .waiting(9, 1)
                        .plan();
        assertThat(types(plan)).containsExactly("eight", "one");
    }

    @Test
    void a_big_node_is_not_bought_for_one_small_replica() {
        ScalingPlan plan =
                scene().pool("p", 0, 100)
                        .offer("p", EIGHT, "16")
                        .offer("p", ONE, "3")
                        .waiting(1, 1)
                        .plan();
        assertThat(types(plan)).containsExactly("one");
    }

    @Test
    void one_node_holds_replicas_of_several_shapes() {
        ScalingPlan plan =
                scene().pool("p", 0, 100)
                        .offer("p", EIGHT, "16")
                        .waiting(1, 4)
                        .waiting(2, 2)
                        .plan();
        assertThat(types(plan)).containsExactly("eight");
    }

    @Test
    void a_gang_is_one_purchase() {
        ScalingPlan plan = scene().pool("p", 0, 10).offer("p", EIGHT, "16").gang(3, 8).plan();
        assertThat(buys(plan))
                .singleElement()
                .satisfies(
                        b -> {
                            assertThat(b.gang()).isTrue();
                            assertThat(b.nodes()).hasSize(3);
                        });
    }

    @Test
    void a_gang_that_the_pool_cannot_hold_whole_buys_nothing_and_says_so() {
        ScalingPlan plan = scene().pool("p", 0, 2).offer("p", EIGHT, "16").gang(3, 8).plan();
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.unmet())
                .singleElement()
                .satisfies(
                        u -> {
                            assertThat(u.replicas()).isEqualTo(3);
                            assertThat(u.why()).isInstanceOf(ScalingPlan.Why.PoolsAtMax.class);
                        });
    }

    @Test
    void a_gang_of_one_zone_is_bought_in_the_zone_where_all_of_it_is_cheapest() {
        ScalingPlan plan =
                scene().pool("p", 0, 10)
                        .offer("p", "ra", EIGHT, "16", CapacityType.ON_DEMAND, 0.9)
                        .offer("p", "rb", FOUR, "7", CapacityType.ON_DEMAND, 0.9)
                        .gang(2, 8, ONE_ZONE)
                        .gang(2, 4, ONE_ZONE)
                        .plan();
        assertThat(plan.unmet()).isEmpty();
        assertThat(buys(plan))
                .extracting(b -> b.nodes().stream().map(n -> n.offer().zone()).toList())
                .containsExactlyInAnyOrder(List.of("ra", "ra"), List.of("rb", "rb"));
    }

    @Test
    void a_gang_that_no_one_zone_could_hold_is_not_bought_in_two() {
        ScalingPlan plan =
                scene().pool("p", 0, 1)
                        .pool("q", 0, 1)
                        .offer("p", "ra", EIGHT, "16", CapacityType.ON_DEMAND, 0.9)
                        .offer("q", "rb", EIGHT, "16", CapacityType.ON_DEMAND, 0.9)
                        .gang(2, 8, ONE_ZONE)
                        .plan();
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.unmet())
                .singleElement()
                .satisfies(
                        u ->
                                assertThat(u.why().message())
                                        .contains("no one zone has offers for all"));
    }

    @Test
    void a_gang_of_one_island_is_bought_as_one_machine() {
        ScalingPlan plan =
                scene().pool("p", 0, 10)
                        .offer("p", FOUR, "4")
                        .offer("p", EIGHT, "16")
                        .gang(2, 4, Topology.oneOf(Topology.Within.NVLINK_ISLAND))
                        .plan();
        assertThat(types(plan)).containsExactly("eight");
    }

    @Test
    void one_node_that_nobody_counted_is_no_room_for_half_a_gang() {
        ScalingPlan plan =
                scene().pool("p", 0, 10)
                        .node("p", EIGHT, NodeState.REQUESTED, 9, 9, null)
                        .seen(5)
                        .offer("p", "ra", EIGHT, "16", CapacityType.ON_DEMAND, 0.9)
                        .gang(2, 8, ONE_ZONE)
                        .plan();
        assertThat(buys(plan)).singleElement().satisfies(b -> assertThat(b.nodes()).hasSize(2));
    }

    @Test
    void what_a_gang_leaves_free_holds_others() {
        ScalingPlan plan =
                scene().pool("p", 0, 10).offer("p", EIGHT, "16").gang(2, 6).waiting(2, 2).plan();
        assertThat(types(plan)).containsExactly("eight", "eight");
    }

    @Test
    void a_pool_never_outgrows_its_maximum() {
        ScalingPlan plan =
                scene().pool("p", 0, 3)
                        .offer("p", ONE, "3")
                        .node("p", ONE, NodeState.BOOTING, 5, 6, null)
                        .seen(6)
                        .waiting(5, 1)
                        .plan();
        assertThat(types(plan)).hasSize(2);
        assertThat(plan.unmet())
                .singleElement()
                .satisfies(u -> assertThat(u.replicas()).isEqualTo(3));
    }

    @Test
    void a_node_that_placement_has_not_heard_of_is_not_bought_twice() {
        ScalingPlan plan =
                scene().pool("p", 0, 10)
                        .offer("p", FOUR, "8")
                        .node("p", FOUR, NodeState.REQUESTED, 7, 7, null)
                        .seen(6)
                        .waiting(4, 1)
                        .plan();
        assertThat(plan.steps()).isEmpty();
    }

    @Test
    void a_node_that_placement_counted_counts_no_second_time_when_it_moves_on() {
        ScalingPlan plan =
                scene().pool("p", 0, 10)
                        .offer("p", FOUR, "8")
                        // Counted as requested (7); its later version is not known there yet.
                        .node("p", FOUR, NodeState.BOOTING, 7, 12, null)
                        .seen(8)
                        .waiting(4, 1)
                        .plan();
        assertThat(types(plan)).containsExactly("four");
    }

    @Test
    void what_a_budget_refused_is_not_asked_for_again_before_its_time() {
        Scene scene =
                scene().pool("p", 0, 10)
                        .offer("p", EIGHT, "16")
                        .waiting(1, 8)
                        .refused("p", "16", NOON.plusSeconds(60));
        ScalingPlan plan = scene.plan();
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.unmet())
                .singleElement()
                .satisfies(u -> assertThat(u.why()).isInstanceOf(ScalingPlan.Why.Refused.class));
    }

    @Test
    void what_is_cheaper_than_what_was_refused_is_tried() {
        ScalingPlan plan =
                scene().pool("p", 0, 10)
                        .offer("p", EIGHT, "16")
                        .offer("p", ONE, "3")
                        .waiting(1, 1)
                        .refused("p", "16", NOON.plusSeconds(60))
                        .plan();
        assertThat(types(plan)).containsExactly("one");
    }

    @Test
    void a_refusal_in_one_pool_stops_no_other() {
        ScalingPlan plan =
                scene().pool("p", 0, 10)
                        .pool("q", 0, 10)
                        .offer("p", ONE, "3")
                        .offer("q", ONE, "4")
                        .waiting(1, 1)
                        .refused("p", "3", NOON.plusSeconds(60))
                        .plan();
        assertThat(nodes(plan))
                .singleElement()
                .satisfies(n -> assertThat(n.offer().pool()).isEqualTo("q"));
    }

    @Test
    void a_cheaper_offer_that_is_hardly_ever_there_loses_to_a_sure_one() {
        ScalingPlan plan =
                scene().pool("p", 0, 10)
                        .offer("p", "ra", ONE, "2.9", CapacityType.SPOT, 0.05)
                        .offer("p", "rb", ONE, "3", CapacityType.ON_DEMAND, 0.9)
                        .waiting(1, 1)
                        .plan();
        assertThat(nodes(plan))
                .singleElement()
                .satisfies(n -> assertThat(n.offer().zone()).isEqualTo("rb"));
    }

    @Test
    void a_forecast_buys_ahead_net_of_what_is_there() {
        ScalingPlan plan =
                scene().pool("p", 0, 10)
                        .offer("p", ONE, "3")
                        .node("p", ONE, NodeState.READY, 1, 1, null)
                        .forecast(0, 3)
                        .plan();
        assertThat(types(plan)).containsExactly("one", "one");
        assertThat(nodes(plan)).allMatch(n -> n.why() instanceof NodeReason.ForForecast);
    }

    @Test
    void a_node_that_placement_had_not_heard_of_is_not_bought_twice_even_if_it_is_up_already() {
        for (NodeState state : List.of(NodeState.REQUESTED, NodeState.BOOTING, NodeState.READY)) {
            ScalingPlan plan =
                    scene().pool("p", 0, 10)
                            .offer("p", ONE, "3")
                            .node("p", ONE, state, 7, 9, null)
                            .seen(6)
                            .waiting(2, 1)
                            .plan();
            assertThat(types(plan)).as(state.name()).containsExactly("one");
        }
    }

    @Test
    void a_forecast_and_a_shortfall_are_not_added_up() {
        ScalingPlan plan =
                scene().pool("p", 0, 10).offer("p", ONE, "3").waiting(2, 1).forecast(0, 3).plan();
        assertThat(types(plan)).hasSize(3);
    }

    @Test
    void doubt_alone_does_not_buy_a_multiple_of_what_is_up_and_says_so() {
        ScalingPlan plan =
                scene().pool("p", 0, 2000)
                        .offer("p", ONE, "3")
                        .node("p", ONE, NodeState.READY, 1, 1, null)
                        .forecast(quantiles(1, 800, 831))
                        .plan();
        assertThat(nodes(plan)).hasSize(2);
        assertThat(plan.bounds())
                .singleElement()
                .satisfies(b -> assertThat(b.asked()).isGreaterThan(b.allowed()));
    }

    @Test
    void a_forecast_that_is_sure_is_bought_for_up_to_the_policys_bound() {
        ScalingPlan plan =
                scene().pool("p", 0, 2000)
                        .offer("p", ONE, "3")
                        .forecast(quantiles(1_000_000_000, 1_000_000_000, 1_000_000_000))
                        .plan();
        assertThat(nodes(plan)).hasSize(ScalingPolicy.DEFAULTS.maxAheadGpus());
        assertThat(plan.bounds()).hasSize(1);
    }

    @Test
    void a_large_node_is_not_bought_ahead_for_a_sliver_of_use() {
        ScalingPlan plan =
                scene().pool("p", 0, 10)
                        .offer("p", EIGHT, "24")
                        .node("p", EIGHT, NodeState.READY, 1, 1, null)
                        .forecast(quantiles(8.2, 9, 10))
                        .plan();
        assertThat(nodes(plan)).isEmpty();
    }

    private static SortedMap<String, List<Double>> quantiles(
            double low, double middle, double high) {
        TreeMap<String, List<Double>> quantiles = new TreeMap<>();
        quantiles.put("0.1", Collections.nCopies(10, low));
        quantiles.put("0.25", Collections.nCopies(10, low));
        quantiles.put("0.5", Collections.nCopies(10, middle));
        quantiles.put("0.9", Collections.nCopies(10, high));
        return quantiles;
    }

    @Test
    void a_minimum_is_kept() {
        ScalingPlan plan = scene().pool("p", 2, 10).offer("p", ONE, "3").plan();
        assertThat(nodes(plan)).hasSize(2).allMatch(n -> n.why() instanceof NodeReason.ForMinimum);
    }

    @Test
    void idle_nodes_go_after_their_time() {
        Scene scene =
                scene().pool("p", 0, 10)
                        .offer("p", ONE, "3")
                        .idle("p", ONE, Duration.ofMinutes(10))
                        .idle("p", ONE, Duration.ofMinutes(1));
        assertThat(releases(scene.plan())).hasSize(1);
    }

    @Test
    void an_idle_node_stays_while_the_forecast_or_the_minimum_asks_for_it() {
        assertThat(
                        releases(
                                scene().pool("p", 0, 10)
                                        .offer("p", ONE, "3")
                                        .idle("p", ONE, Duration.ofMinutes(10))
                                        .forecast(0, 1)
                                        .plan()))
                .isEmpty();
        assertThat(
                        releases(
                                scene().pool("p", 1, 10)
                                        .offer("p", ONE, "3")
                                        .idle("p", ONE, Duration.ofMinutes(10))
                                        .plan()))
                .isEmpty();
    }

    @Test
    void the_same_decision_names_the_same_nodes() {
        Scene scene = scene().pool("p", 0, 10).offer("p", ONE, "3").waiting(3, 1);
        assertThat(scene.plan()).isEqualTo(scene.plan());
        List<NodeId> ids = nodes(scene.plan()).stream().map(NewNode::node).toList();
        assertThat(ids).doesNotHaveDuplicates().allMatch(i -> i.value().version() == 5);
        List<PurchaseId> purchases = buys(scene.plan()).stream().map(Buy::purchase).toList();
        assertThat(purchases).doesNotHaveDuplicates();
    }

    private static List<Buy> buys(ScalingPlan plan) {
        return plan.steps().stream().filter(Buy.class::isInstance).map(Buy.class::cast).toList();
    }

    private static List<NewNode> nodes(ScalingPlan plan) {
        return buys(plan).stream().flatMap(b -> b.nodes().stream()).toList();
    }

    private static List<String> types(ScalingPlan plan) {
        return nodes(plan).stream().map(n -> n.offer().template().instanceType()).toList();
    }

    private static List<Release> releases(ScalingPlan plan) {
        return plan.steps().stream()
                .filter(Release.class::isInstance)
                .map(Release.class::cast)
                .toList();
    }
}
