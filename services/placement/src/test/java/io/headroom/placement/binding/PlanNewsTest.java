package io.headroom.placement.binding;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.capacity.ShortfallItem;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.placement.PlacementPlan;
import io.headroom.placement.decision.Decisions.Made;
import io.headroom.placement.node.NodeView;
import io.headroom.placement.picture.FleetSnapshot;
import io.headroom.placement.picture.ShortfallTable;

import static org.assertj.core.api.Assertions.assertThat;

class PlanNewsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String LANE = "default";
    private static final NodeTemplate ONE =
            new NodeTemplate("one", GpuModel.H100, 1, 8_000, 65_536);

    private static final ShortfallItem TWO_WAIT =
            new ShortfallItem(
                    new Shape(List.of(), 1, Shape.WHOLE, 0, 1_000, 1_024),
                    2,
                    false,
                    "default",
                    "default",
                    WorkloadClass.TRAINING,
                    0,
                    NOON,
                    List.of(id(1), id(2)));

    @Test
    void a_shortfall_names_the_nodes_it_was_counted_on_even_when_it_is_written_later() {
        FleetSnapshot planned = snapshot(Map.of(), node(1, 5));
        FleetSnapshot fresh = snapshot(Map.of(), node(1, 5), node(2, 9));

        assertThat(news(planned).stillTrueIn(fresh).shortfalls())
                .extracting(CapacityShortfall::seenNodeVersion)
                .containsExactly(5L);
    }

    @Test
    void the_same_shortfall_of_the_same_nodes_is_not_said_again() {
        FleetSnapshot before = snapshot(Map.of(), node(1, 5));
        FleetSnapshot after = snapshot(said(before), node(1, 7));

        assertThat(news(after).shortfalls()).isEmpty();
    }

    @Test
    void a_shortfall_that_a_new_node_left_as_it_was_is_said_again() {
        FleetSnapshot before = snapshot(Map.of(), node(1, 5));
        FleetSnapshot oneMore = snapshot(said(before), node(1, 5), node(2, 9));
        FleetSnapshot anotherInstead = snapshot(said(before), node(2, 9));

        for (FleetSnapshot after : List.of(oneMore, anotherInstead)) {
            assertThat(news(after).shortfalls())
                    .extracting(CapacityShortfall::seenNodeVersion)
                    .containsExactly(9L);
        }
    }

    @Test
    void a_shortfall_counted_before_a_node_was_seen_is_said_again_after_it() {
        FleetSnapshot planned = snapshot(Map.of(), node(1, 5));
        FleetSnapshot fresh = snapshot(Map.of(), node(1, 5), node(2, 9));
        CapacityShortfall late = news(planned).stillTrueIn(fresh).shortfalls().getFirst();
        FleetSnapshot next =
                snapshot(
                        Map.of(LANE, ShortfallTable.Last.of(late, planned)),
                        node(1, 5),
                        node(2, 9));

        assertThat(news(next).shortfalls())
                .extracting(CapacityShortfall::seenNodeVersion)
                .containsExactly(9L);
    }

    private static Map<String, ShortfallTable.Last> said(FleetSnapshot counted) {
        return Map.of(LANE, ShortfallTable.Last.of(news(counted).shortfalls().getFirst(), counted));
    }

    /// Of a turn that found two workloads wanting.
    private static PlanNews news(FleetSnapshot snapshot) {
        var plan =
                new PlacementPlan(
                        List.of(),
                        List.of(),
                        List.of(
                                new PlacementPlan.LaneShortfall(
                                        LANE, List.of(TWO_WAIT), List.of())),
                        List.of(),
                        List.of());
        return PlanNews.of(snapshot, plan, new Made(new UUID(1, 1), NOON), List.of());
    }

    private static FleetSnapshot snapshot(Map<String, ShortfallTable.Last> said, Node... nodes) {
        var builder = new FleetSnapshot.Builder();
        builder.said(List.copyOf(said.values()));
        Map<NodeId, NodeView> views = new LinkedHashMap<>();
        for (Node node : nodes) {
            views.put(node.id(), new NodeView(node, false, 1, 0, 0, NOON, 1, 1, "", 0, List.of()));
        }
        builder.live(Map.of(), views, List.of());
        return builder.build();
    }

    private static WorkloadId id(int number) {
        return new WorkloadId(new UUID(2, number));
    }

    private static Node node(int number, long version) {
        return new Node(
                new NodeId(new UUID(3, number)),
                version,
                "pool",
                ProviderKind.AWS,
                "r",
                "ra",
                CapacityType.ON_DEMAND,
                LANE,
                "default",
                "default",
                ONE,
                NodeState.BOOTING,
                NOON,
                null,
                Money.of("10"),
                Money.of("10"),
                null,
                null,
                Map.of());
    }
}
