package io.headroom.engine.placement;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.capacity.LaneSpec;
import io.headroom.contracts.capacity.PreemptionSpec;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.workload.PendingReason.NotTogether;
import io.headroom.contracts.workload.PendingReason.RoomKept;
import io.headroom.contracts.workload.Topology;
import io.headroom.contracts.workload.Topology.Within;
import io.headroom.engine.builders.NodeBuilder;
import io.headroom.engine.builders.WorkloadBuilder;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.placement.PlacementPlan.Placed;
import io.headroom.engine.placement.PlacementPolicy.Lane;
import io.headroom.engine.placement.preemption.Preemption.Seat;

import static io.headroom.contracts.capacity.GpuModel.H100;
import static io.headroom.contracts.capacity.GpuModel.L4;
import static io.headroom.engine.builders.FleetBuilder.aFleet;
import static io.headroom.engine.builders.NodeBuilder.idOf;
import static io.headroom.engine.builders.NodeBuilder.nodes;
import static io.headroom.engine.builders.PlanAssert.assertThat;
import static io.headroom.engine.builders.WorkloadBuilder.NOON;
import static io.headroom.engine.builders.WorkloadBuilder.aGang;
import static io.headroom.engine.builders.WorkloadBuilder.aWorkload;
import static io.headroom.engine.builders.WorkloadBuilder.queueOf;
import static org.assertj.core.api.Assertions.assertThat;

class TogetherTest {

    private static final Topology ONE_RACK = Topology.oneOf(Within.RACK);
    private static final Topology ONE_ISLAND = Topology.oneOf(Within.NVLINK_ISLAND);
    private static final Topology PREFER_RACK = new Topology(Within.RACK, false);

    private static NodeBuilder rack(String name) {
        return nodes().standingIn("dc1", name);
    }

    private static PlacementPlan plan(Fleet fleet, WorkloadBuilder... waiting) {
        return PlacementPlanner.plan(fleet, queueOf(waiting), PlacementPolicy.DEFAULTS, NOON);
    }

    private static List<NodeId> nodesOf(PlacementPlan plan) {
        return plan.placed().stream().map(Placed::node).distinct().sorted().toList();
    }

    private static List<NodeId> named(String... names) {
        return List.of(names).stream().map(NodeBuilder::idOf).sorted().toList();
    }

    @Test
    void a_gang_stands_in_the_rack_that_it_fills_best() {
        Fleet fleet = aFleet().with(rack("r1")).with(3, rack("r2")).with(2, rack("r3")).build();
        PlacementPlan plan = plan(fleet, aGang(2).needing(8, H100).together(ONE_RACK));
        assertThat(nodesOf(plan)).isEqualTo(named("node-5", "node-6"));
        assertThat(plan.placed().getFirst().why()).contains("all in one rack");
    }

    @Test
    void a_gang_that_fits_only_apart_waits_and_says_so() {
        Fleet fleet = aFleet().with(2, rack("r1")).with(2, rack("r2")).build();
        PlacementPlan plan = plan(fleet, aGang(3).needing(8, H100).together(ONE_RACK));
        assertThat(plan)
                .placesNothing()
                .leavesPendingBecause(
                        NotTogether.class, "at most 2 of 3 replicas fit into one rack");
        assertThat(plan.shortfall().getFirst().items().getFirst().topology()).isEqualTo(ONE_RACK);
    }

    @Test
    void a_rack_that_nobody_knows_is_no_rack() {
        PlacementPlan plan =
                plan(
                        aFleet().with(2, rack("")).build(),
                        aGang(2).needing(8, H100).together(ONE_RACK));
        assertThat(plan)
                .placesNothing()
                .leavesPendingBecause(NotTogether.class, "is known to be in a rack");
    }

    @Test
    void where_it_is_only_preferred_it_stands_in_as_few_racks_as_will_do() {
        Fleet fleet = aFleet().with(rack("r1")).with(2, rack("r2")).with(1, rack("r3")).build();
        PlacementPlan plan = plan(fleet, aGang(3).needing(8, H100).together(PREFER_RACK));
        assertThat(plan).places(3).leavesNothingPending();
        assertThat(nodesOf(plan)).contains(idOf("node-2"), idOf("node-3"));
    }

    @Test
    void where_it_is_only_preferred_nodes_without_a_rack_will_do() {
        Fleet fleet = aFleet().with(rack("r1")).with(rack("")).build();
        assertThat(plan(fleet, aGang(2).needing(8, H100).together(PREFER_RACK)))
                .places(2)
                .leavesNothingPending();
    }

    @Test
    void nodes_on_their_way_are_in_a_zone_already() {
        Fleet fleet =
                aFleet().with(nodes().standingIn("a", ""))
                        .with(nodes().standingIn("b", ""))
                        .with(nodes().standingIn("b", "").inState(NodeState.BOOTING))
                        .build();
        PlacementPlan plan =
                plan(fleet, aGang(2).needing(8, H100).together(Topology.oneOf(Within.ZONE)));
        assertThat(nodesOf(plan)).isEqualTo(named("node-2", "node-3"));
    }

    @Test
    void an_island_is_one_machine_whose_gpus_nvlink_joins() {
        Fleet fleet =
                aFleet().with(nodes().of(L4, 8))
                        .with(nodes().holding(aWorkload().needing(6), 0, 1, 2, 3, 4, 5))
                        .with(nodes())
                        .build();
        PlacementPlan plan = plan(fleet, aGang(4).needing(2).together(ONE_ISLAND));
        assertThat(nodesOf(plan)).isEqualTo(named("node-3"));
    }

    @Test
    void whoever_leaves_for_it_leaves_where_it_can_stand_together() {
        WorkloadBuilder small = aWorkload().needing(8, H100);
        Fleet fleet =
                aFleet().with(rack("r1"))
                        .with(rack("r1").holding(small.named("dear"), 0, 1, 2, 3, 4, 5, 6, 7))
                        .with(rack("r2").holding(small.named("cheap"), 0, 1, 2, 3, 4, 5, 6, 7))
                        .build();
        PlacementFacts facts =
                PlacementFacts.of(
                                fleet,
                                queueOf(
                                        aGang(2).needing(8, H100)
                                                .together(ONE_RACK)
                                                .withPriority(50)))
                        .withRunning(
                                List.of(
                                        small.named("dear").since(Duration.ofHours(9), null),
                                        small.named("cheap").since(Duration.ofMinutes(1), null)));
        LaneSpec lane =
                new LaneSpec(
                        null,
                        null,
                        null,
                        null,
                        0,
                        new PreemptionSpec(10, false, Duration.ofMinutes(2), List.of()));
        PlacementPlan plan =
                PlacementPlanner.plan(
                        facts,
                        PlacementPolicy.DEFAULTS.withLanes(List.of(new Lane("default", lane))),
                        NOON);
        assertThat(plan.preemptions())
                .singleElement()
                .satisfies(
                        made ->
                                assertThat(made.seats().stream().map(Seat::node).sorted().toList())
                                        .isEqualTo(named("node-1", "node-2")));
    }

    @Test
    void room_is_kept_for_it_in_the_rack_that_is_free_first() {
        WorkloadBuilder resident = aWorkload().needing(8, H100);
        Integer[] all = {0, 1, 2, 3, 4, 5, 6, 7};
        Fleet fleet =
                aFleet().with(rack("r1").holding(resident.running(Duration.ofHours(5)), all))
                        .with(rack("r1"))
                        .with(rack("r2").holding(resident.running(Duration.ofHours(2)), all))
                        .with(rack("r2").holding(resident.running(Duration.ofHours(3)), all))
                        .build();
        PlacementPlan plan =
                plan(
                        fleet,
                        aGang(2).needing(8, H100)
                                .together(ONE_RACK)
                                .waitingFor(Duration.ofHours(1))
                                .running(Duration.ofHours(1)));
        assertThat(plan)
                .placesNothing()
                .leavesPendingBecause(RoomKept.class, NOON.plus(Duration.ofHours(3)).toString());
    }
}
