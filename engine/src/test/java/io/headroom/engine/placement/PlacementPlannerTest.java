package io.headroom.engine.placement;

import java.time.Duration;
import java.util.List;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.capacity.LaneSpec;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.workload.PendingReason.GangIncomplete;
import io.headroom.contracts.workload.PendingReason.HeldBack;
import io.headroom.contracts.workload.PendingReason.LaneClosed;
import io.headroom.contracts.workload.PendingReason.NoCapacity;
import io.headroom.engine.builders.WorkloadBuilder;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.placement.PlacementPolicy.Lane;

import static io.headroom.contracts.capacity.GpuModel.A100_80GB;
import static io.headroom.contracts.capacity.GpuModel.H100;
import static io.headroom.contracts.capacity.GpuModel.T4;
import static io.headroom.engine.builders.FleetBuilder.aFleet;
import static io.headroom.engine.builders.NodeBuilder.nodes;
import static io.headroom.engine.builders.PlanAssert.assertThat;
import static io.headroom.engine.builders.WorkloadBuilder.NOON;
import static io.headroom.engine.builders.WorkloadBuilder.aGang;
import static io.headroom.engine.builders.WorkloadBuilder.aWorkload;
import static io.headroom.engine.builders.WorkloadBuilder.queueOf;
import static io.headroom.engine.placement.PlacementPolicy.DEFAULTS;

class PlacementPlannerTest {

    private static final Duration LONG = Duration.ofHours(1);

    private static PlacementPlan plan(Fleet fleet, WorkloadBuilder... workloads) {
        return plan(fleet, DEFAULTS, queueOf(workloads));
    }

    private static PlacementPlan plan(Fleet fleet, PlacementPolicy policy, Queue queue) {
        return PlacementPlanner.plan(fleet, queue, policy, NOON);
    }

    private static PlacementPolicy lane(String name, LaneSpec.Sharing sharing, String... envs) {
        LaneSpec spec = new LaneSpec(List.of(), List.of(), List.of(envs), sharing, 0);
        return DEFAULTS.withLanes(List.of(new Lane(name, spec)));
    }

    @Test
    void a_replica_that_fits_gets_a_node_and_its_devices() {
        PlacementPlan plan = plan(aFleet().with(nodes()).build(), aWorkload().needing(4, H100));
        assertThat(plan).places(1).leavesNothingPending();
        Assertions.assertThat(plan.placed().getFirst().devices()).containsExactly(0, 1, 2, 3);
        Assertions.assertThat(plan.shortfall()).isEmpty();
    }

    @Test
    void a_model_that_is_not_allowed_is_not_used() {
        PlacementPlan plan = plan(aFleet().with(nodes()).build(), aWorkload().needing(1, T4));
        assertThat(plan)
                .placesNothing()
                .leavesPendingBecause(NoCapacity.class, "lane default has no T4");
    }

    @Test
    void a_gang_that_does_not_fit_whole_takes_nothing() {
        PlacementPlan plan = plan(aFleet().with(2, nodes()).build(), aGang(3).needing(8, H100));
        assertThat(plan)
                .placesNothing()
                .leavesPendingBecause(GangIncomplete.class, "2 of 3 replicas fit");
        Assertions.assertThat(plan.shortfall().getFirst().items().getFirst().replicas())
                .isEqualTo(3);
    }

    @Test
    void a_gang_binds_to_nodes_on_the_way_beside_ready_ones() {
        Fleet fleet = aFleet().with(2, nodes()).with(nodes().inState(NodeState.BOOTING)).build();
        PlacementPlan plan = plan(fleet, aGang(3).needing(8, H100));
        assertThat(plan).places(3).leavesNothingPending();
        Assertions.assertThat(plan.placed())
                .filteredOn(placed -> placed.on() == NodeState.BOOTING)
                .hasSize(1);
    }

    @Test
    void what_planned_nodes_will_hold_is_no_shortfall() {
        Fleet fleet = aFleet().with(nodes().inState(NodeState.REQUESTED)).build();
        PlacementPlan plan = plan(fleet, aWorkload().needing(8).withReplicas(3));
        assertThat(plan).places(1);
        Assertions.assertThat(plan.shortfall().getFirst().items().getFirst().replicas())
                .isEqualTo(2);
    }

    @Test
    void a_draining_node_takes_nothing() {
        Fleet fleet = aFleet().with(nodes().inState(NodeState.DRAINING)).build();
        assertThat(plan(fleet, aWorkload())).placesNothing();
    }

    @Test
    void shares_fill_a_gpu_that_is_in_use_before_they_open_another() {
        Fleet fleet = aFleet().with(nodes().holding(aWorkload().sharing(500, 0), 3)).build();
        PlacementPlan plan = plan(fleet, aWorkload().sharing(500, 0));
        Assertions.assertThat(plan.placed().getFirst().devices()).containsExactly(3);
    }

    @Test
    void gpu_memory_of_shares_is_counted() {
        Fleet fleet = aFleet().with(nodes().of(T4, 1)).build();
        PlacementPlan plan =
                plan(fleet, aWorkload().sharing(300, 10_000), aWorkload().sharing(300, 10_000));
        assertThat(plan).places(1).leavesPendingBecause(NoCapacity.class, "10000 MiB");
    }

    @Test
    void the_constraint_that_binds_is_named() {
        Fleet fleet = aFleet().with(nodes().holding(aWorkload().needing(3), 0, 1, 2)).build();
        assertThat(plan(fleet, aWorkload().needing(8, H100)))
                .leavesPendingBecause(NoCapacity.class, "no node has 8 free H100; the most is 5");
        assertThat(plan(fleet, aWorkload().needing(2).withCpus(192)))
                .leavesPendingBecause(NoCapacity.class, "at most 191.0 of 192.0 CPUs");
        assertThat(plan(fleet, aWorkload().needing(2).withCpus(500)))
                .leavesPendingBecause(NoCapacity.class, "no node is large enough");
        assertThat(plan(fleet, aWorkload().inLane("other")))
                .leavesPendingBecause(NoCapacity.class, "lane other has no ready node");
    }

    @Test
    void priority_goes_before_age_and_age_before_the_rest() {
        Fleet fleet = aFleet().with(nodes().of(H100, 1)).build();
        WorkloadBuilder old = aWorkload().named("old").waitingFor(Duration.ofMinutes(2));
        WorkloadBuilder young = aWorkload().named("young").waitingFor(Duration.ofMinutes(1));
        assertThat(plan(fleet, young, old)).places(1).places("old", 1);
        assertThat(plan(fleet, young.withPriority(1), old)).places(1).places("young", 1);
    }

    @Test
    void small_ones_run_while_a_gang_waits_within_the_patience() {
        Fleet fleet = aFleet().with(2, nodes()).build();
        assertThat(plan(fleet, aGang(3).needing(8).waitingFor(LONG), aWorkload().named("small")))
                .places("small", 1);
        Fleet held = aFleet().with(nodes().holding(aWorkload(), 0)).with(nodes()).build();
        assertThat(plan(held, aGang(2).needing(8), aWorkload().named("small"))).places("small", 1);
    }

    @Test
    void a_gang_that_waited_too_long_is_not_starved_by_small_ones() {
        WorkloadBuilder resident = aWorkload().running(Duration.ofMinutes(30));
        Fleet fleet = aFleet().with(nodes().holding(resident, 0)).with(nodes()).build();
        WorkloadBuilder gang = aGang(2).named("gang").needing(8).waitingFor(LONG);
        WorkloadBuilder endless = aWorkload().named("endless");
        WorkloadBuilder brief = aWorkload().named("brief").running(Duration.ofMinutes(20));
        assertThat(plan(fleet, gang, endless, brief))
                .places(1)
                .places("brief", 1)
                .leavesPendingBecause(HeldBack.class, WorkloadBuilder.idOf("gang").toString());
    }

    @Test
    void production_and_another_environment_share_no_node_unless_the_lane_says_so() {
        Fleet fleet =
                aFleet().with(nodes().holding(aWorkload().of("acme", "production"), 0)).build();
        Queue staging = queueOf(aWorkload().of("acme", "staging"));
        assertThat(plan(fleet, DEFAULTS, staging))
                .placesNothing()
                .leavesPendingBecause(NoCapacity.class, "belong to others");
        PlacementPolicy mixed = lane("default", LaneSpec.Sharing.SHARED, "production", "staging");
        assertThat(plan(fleet, mixed, staging)).places(1);
    }

    @Test
    void exclusive_nodes_hold_one_tenant_at_a_time() {
        PlacementPolicy policy = lane("default", LaneSpec.Sharing.EXCLUSIVE_NODE);
        Queue queue =
                queueOf(
                        aWorkload().named("a").of("acme", "dev"),
                        aWorkload().named("b").of("bolt", "dev"));
        assertThat(plan(aFleet().with(nodes()).build(), policy, queue)).places(1);
        Fleet two = aFleet().with(nodes().boughtFor("bolt", "dev")).with(nodes()).build();
        assertThat(plan(two, policy, queue)).placesOn("a", "node-2").places("b", 1);
    }

    @Test
    void exclusive_gpus_are_not_shared() {
        PlacementPolicy policy = lane("default", LaneSpec.Sharing.EXCLUSIVE_GPU);
        Fleet fleet =
                aFleet().with(nodes().of(H100, 2).holding(aWorkload().sharing(100, 0), 0)).build();
        PlacementPlan plan =
                plan(fleet, policy, queueOf(aWorkload().sharing(100, 0).withReplicas(2)));
        assertThat(plan).places(1);
        Assertions.assertThat(plan.placed().getFirst().milliGpu()).isEqualTo(100);
    }

    @Test
    void a_lane_that_does_not_admit_says_what() {
        PlacementPolicy policy = lane("serving", LaneSpec.Sharing.SHARED, "production");
        Fleet fleet = aFleet().with(nodes().inLane("serving")).build();
        assertThat(plan(fleet, policy, queueOf(aWorkload().inLane("serving"))))
                .placesNothing()
                .leavesPendingBecause(LaneClosed.class, "environment default");
    }

    @Test
    void large_nodes_are_left_whole_for_those_who_need_them() {
        Fleet fleet = aFleet().with(nodes().of(A100_80GB, 8)).with(nodes().of(H100, 1)).build();
        assertThat(plan(fleet, aWorkload().named("big").needing(8), aWorkload().named("one")))
                .placesOn("one", "node-2")
                .placesOn("big", "node-1");
    }
}
