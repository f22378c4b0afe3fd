package io.headroom.engine.placement;

import java.util.List;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.capacity.LaneSpec;
import io.headroom.contracts.workload.PendingReason.LaneClosed;
import io.headroom.contracts.workload.PendingReason.NoCapacity;
import io.headroom.engine.builders.WorkloadBuilder;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.placement.PlacementPlan.Placed;
import io.headroom.engine.placement.PlacementPolicy.Lane;

import static io.headroom.contracts.capacity.GpuModel.A100_40GB;
import static io.headroom.contracts.capacity.GpuModel.H100;
import static io.headroom.contracts.capacity.GpuModel.H200;
import static io.headroom.contracts.capacity.GpuModel.L4;
import static io.headroom.engine.builders.FleetBuilder.aFleet;
import static io.headroom.engine.builders.NodeBuilder.nodes;
import static io.headroom.engine.builders.PlanAssert.assertThat;
import static io.headroom.engine.builders.WorkloadBuilder.NOON;
import static io.headroom.engine.builders.WorkloadBuilder.aWorkload;
import static io.headroom.engine.builders.WorkloadBuilder.queueOf;

class MigTest {

    private static PlacementPlan plan(Fleet fleet, WorkloadBuilder... waiting) {
        return PlacementPlanner.plan(fleet, queueOf(waiting), PlacementPolicy.DEFAULTS, NOON);
    }

    private static List<String> places(PlacementPlan plan) {
        return plan.placed().stream()
                .map((Placed p) -> p.devices() + " at " + p.slot())
                .sorted()
                .toList();
    }

    @Test
    void seven_of_the_smallest_fill_a_gpu_before_another_is_opened() {
        Fleet fleet = aFleet().with(nodes().of(H100, 2)).build();
        PlacementPlan plan = plan(fleet, aWorkload().onMig("1g.10gb").withReplicas(8));
        assertThat(plan).places(8).leavesNothingPending();
        Assertions.assertThat(places(plan))
                .containsExactly(
                        "[0] at 0",
                        "[0] at 1",
                        "[0] at 2",
                        "[0] at 3",
                        "[0] at 4",
                        "[0] at 5",
                        "[0] at 6",
                        "[1] at 6");
    }

    @Test
    void the_first_small_one_leaves_room_for_the_largest_that_can_still_be() {
        Fleet fleet = aFleet().with(nodes().of(H100, 1)).build();
        PlacementPlan plan =
                plan(
                        fleet,
                        aWorkload().onMig("1g.10gb").withPriority(9),
                        aWorkload().onMig("4g.40gb"),
                        aWorkload().onMig("2g.20gb"));
        assertThat(plan).places(3).leavesNothingPending();
        Assertions.assertThat(places(plan)).containsExactly("[0] at 0", "[0] at 4", "[0] at 6");
    }

    @Test
    void instances_and_others_never_share_a_gpu() {
        Fleet fleet =
                aFleet().with(
                                nodes().of(H100, 3)
                                        .holding(aWorkload().sharing(300, 0).named("share"), 0)
                                        .holding(aWorkload().needing(1).named("whole"), 1))
                        .build();
        PlacementPlan plan =
                plan(
                        fleet,
                        aWorkload().onMig("1g.10gb").withPriority(9).named("instance"),
                        aWorkload().sharing(800, 0).named("large"),
                        aWorkload().sharing(500, 0).named("fits"));
        Assertions.assertThat(places(plan)).containsExactly("[0] at null", "[2] at 6");
        assertThat(plan).places("instance", 1).places("fits", 1).places("large", 0);
    }

    @Test
    void a_profile_is_another_part_of_another_model() {
        Fleet fleet = aFleet().with(nodes().of(A100_40GB, 1)).build();
        assertThat(plan(fleet, aWorkload().onMig("1g.10gb").withReplicas(5)))
                .places(4)
                .leavesPendingBecause(NoCapacity.class, "has free slots for 1g.10gb");
    }

    @Test
    void a_model_that_has_no_such_profile_is_not_used() {
        Fleet fleet = aFleet().with(nodes().of(L4, 8)).with(nodes().of(H200, 8)).build();
        assertThat(plan(fleet, aWorkload().onMig("3g.40gb")))
                .placesNothing()
                .leavesPendingBecause(NoCapacity.class, "lane default has no");
        assertThat(plan(fleet, aWorkload().onMig("3g.71gb"))).places(1);
    }

    @Test
    void a_lane_that_keeps_gpus_apart_takes_no_instances() {
        LaneSpec apart =
                new LaneSpec(List.of(), List.of(), List.of(), LaneSpec.Sharing.EXCLUSIVE_GPU, 0);
        PlacementPlan plan =
                PlacementPlanner.plan(
                        aFleet().with(nodes()).build(),
                        queueOf(aWorkload().onMig("1g.10gb")),
                        PlacementPolicy.DEFAULTS.withLanes(List.of(new Lane("default", apart))),
                        NOON);
        assertThat(plan).placesNothing().leavesPendingBecause(LaneClosed.class, "not shared");
    }
}
