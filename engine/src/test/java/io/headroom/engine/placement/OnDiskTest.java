package io.headroom.engine.placement;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.workload.Topology;
import io.headroom.contracts.workload.Topology.Within;
import io.headroom.engine.builders.NodeBuilder;
import io.headroom.engine.builders.WorkloadBuilder;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.placement.PlacementPolicy.Typical;

import static io.headroom.contracts.capacity.GpuModel.H100;
import static io.headroom.contracts.capacity.GpuModel.T4;
import static io.headroom.engine.builders.FleetBuilder.aFleet;
import static io.headroom.engine.builders.NodeBuilder.nodes;
import static io.headroom.engine.builders.PlanAssert.assertThat;
import static io.headroom.engine.builders.WorkloadBuilder.NOON;
import static io.headroom.engine.builders.WorkloadBuilder.aGang;
import static io.headroom.engine.builders.WorkloadBuilder.aWorkload;
import static io.headroom.engine.builders.WorkloadBuilder.queueOf;
import static org.assertj.core.api.Assertions.assertThat;

/// Replicas go where their data is, among places that are as good, and nowhere else for it.
class OnDiskTest {

    private static final String LLAMA = "llama-3-70b";
    private static final String WIKI = "wikipedia";
    private static final WorkloadBuilder READER = aWorkload().named("reader").reading(LLAMA);

    /// Node 2 is used already, so that it is where one more fits tightest.
    private static final Fleet TWO =
            aFleet().with(nodes())
                    .with(nodes().holding(aWorkload(), 0).holding(aWorkload(), 1))
                    .build();

    private static Fleet having(Fleet fleet, String node, String... names) {
        return fleet.with(fleet.node(NodeBuilder.idOf(node)).orElseThrow().having(List.of(names)));
    }

    private static PlacementPlan plan(Fleet fleet, WorkloadBuilder... waiting) {
        return PlacementPlanner.plan(fleet, queueOf(waiting), PlacementPolicy.DEFAULTS, NOON);
    }

    @Test
    void a_replica_goes_where_its_data_is_and_says_so() {
        assertThat(plan(TWO, READER)).placesOn("reader", "node-2");
        PlacementPlan plan = plan(having(TWO, "node-1", LLAMA), READER);
        assertThat(plan).placesOn("reader", "node-1");
        assertThat(plan.placed().getFirst().why())
                .startsWith("has llama-3-70b on its disk; of such nodes fits tightest: leaves 7");
    }

    @Test
    void where_nothing_of_it_is_all_is_as_without() {
        assertThat(plan(having(TWO, "node-1", WIKI), READER)).placesOn("reader", "node-2");
        assertThat(plan(having(TWO, "node-1", LLAMA), aWorkload().named("other")))
                .placesOn("other", "node-2");
    }

    @Test
    void all_of_it_goes_before_some_of_it() {
        WorkloadBuilder both = aWorkload().named("reader").reading(LLAMA, WIKI);
        Fleet some = having(TWO, "node-2", WIKI);
        assertThat(plan(having(some, "node-1", LLAMA, WIKI), both)).placesOn("reader", "node-1");
        PlacementPlan plan = plan(some, both);
        assertThat(plan).placesOn("reader", "node-2");
        assertThat(plan.placed().getFirst().why()).startsWith("has 1 of 2 on its disk");
    }

    /// Whole nodes are what is asked for here: to break into an empty one loses seven GPUs to them, into a broken one none.
    @Test
    void it_costs_no_more_than_one_gpu() {
        Shape whole = aWorkload().needing(8).build().shape();
        PlacementPolicy policy =
                PlacementPolicy.DEFAULTS.withMix(List.of(new Typical("default", whole, 1000)));
        PlacementPlan plan =
                PlacementPlanner.plan(having(TWO, "node-1", LLAMA), queueOf(READER), policy, NOON);
        assertThat(plan).placesOn("reader", "node-2");
        assertThat(plan.placed().getFirst().why()).startsWith("fits tightest");
    }

    @Test
    void nobody_waits_for_it() {
        Fleet full =
                aFleet().with(nodes().holding(aWorkload().needing(8), 0, 1, 2, 3, 4, 5, 6, 7))
                        .with(nodes())
                        .with(nodes().inLane("other"))
                        .with(nodes().inState(NodeState.BOOTING))
                        .build();
        for (String node : List.of("node-1", "node-3", "node-4")) {
            full = having(full, node, LLAMA);
        }
        assertThat(plan(full, READER)).placesOn("reader", "node-2");
    }

    @Test
    void a_boundary_holds_whatever_is_on_a_disk() {
        Fleet fleet =
                aFleet().with(nodes().holding(aWorkload().of("acme", "production"), 0))
                        .with(nodes())
                        .build();
        assertThat(plan(having(fleet, "node-1", LLAMA), READER)).placesOn("reader", "node-2");
    }

    @Test
    void room_that_is_kept_is_not_taken_for_it() {
        WorkloadBuilder resident = aWorkload().running(Duration.ofMinutes(30));
        Fleet fleet = aFleet().with(nodes().holding(resident, 0)).with(nodes().of(T4, 8)).build();
        WorkloadBuilder large =
                aWorkload().named("large").needing(8, H100).waitingFor(Duration.ofHours(1));
        assertThat(plan(having(fleet, "node-1", LLAMA), large, READER))
                .placesOn("reader", "node-2")
                .places("large", 0);
    }

    @Test
    void of_racks_that_are_as_good_a_gang_takes_the_one_with_its_data() {
        Fleet fleet =
                aFleet().with(2, nodes().standingIn("z", "r1"))
                        .with(2, nodes().standingIn("z", "r2"))
                        .build();
        WorkloadBuilder gang =
                aGang(2).named("gang")
                        .needing(4)
                        .together(Topology.oneOf(Within.RACK))
                        .reading(LLAMA);
        PlacementPlan plan = plan(having(fleet, "node-4", LLAMA), gang);
        assertThat(plan).placesOn("gang", "node-4").places("gang", 2);
        assertThat(plan(having(fleet, "node-1", LLAMA), gang)).placesOn("gang", "node-1");
    }
}
