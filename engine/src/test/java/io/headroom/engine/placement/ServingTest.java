package io.headroom.engine.placement;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.workload.PendingReason.NoCapacity;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.engine.builders.WorkloadBuilder;
import io.headroom.engine.fleet.Fleet;

import static io.headroom.engine.builders.FleetBuilder.aFleet;
import static io.headroom.engine.builders.NodeBuilder.nodes;
import static io.headroom.engine.builders.PlanAssert.assertThat;
import static io.headroom.engine.builders.WorkloadBuilder.NOON;
import static io.headroom.engine.builders.WorkloadBuilder.aWorkload;
import static io.headroom.engine.builders.WorkloadBuilder.queueOf;
import static org.assertj.core.api.Assertions.assertThat;

/// What answers while somebody waits is kept away from what would disturb it.
class ServingTest {

    private static final PlacementPolicy POLICY = PlacementPolicy.DEFAULTS;

    private static WorkloadBuilder online(String name) {
        return aWorkload().of(WorkloadClass.ONLINE_INFERENCE).named(name);
    }

    private static PlacementPlan plan(PlacementFacts facts) {
        return PlacementPlanner.plan(facts, POLICY, NOON);
    }

    @Test
    void online_inference_goes_where_nothing_disturbs_it_though_it_fits_tighter_elsewhere() {
        Fleet fleet =
                aFleet().with(
                                nodes().disturbed()
                                        .holding(
                                                aWorkload().named("there").needing(7),
                                                0,
                                                1,
                                                2,
                                                3,
                                                4,
                                                5,
                                                6))
                        .with(nodes())
                        .build();

        assertThat(plan(PlacementFacts.of(fleet, queueOf(online("answers")))))
                .placesOn("answers", "node-2");
        assertThat(plan(PlacementFacts.of(fleet, queueOf(aWorkload().named("trains")))))
                .placesOn("trains", "node-1");
    }

    @Test
    void where_all_nodes_are_disturbed_online_inference_waits_and_is_missing() {
        Fleet fleet = aFleet().with(2, nodes().disturbed()).build();

        PlacementPlan plan = plan(PlacementFacts.of(fleet, queueOf(online("answers"))));

        assertThat(plan)
                .placesNothing()
                .leavesPendingBecause(
                        NoCapacity.class, "what runs on each of the 2 ready node(s) is disturbed");
        assertThat(plan.shortfall())
                .singleElement()
                .satisfies(lane -> assertThat(lane.items()).hasSize(1));
    }

    @Test
    void nothing_is_added_to_a_disturbed_node_that_serves() {
        Fleet fleet = aFleet().with(nodes().disturbed().holding(online("answers"), 0)).build();
        PlacementFacts facts =
                PlacementFacts.of(fleet, queueOf(aWorkload().named("trains")))
                        .withRunning(List.of(online("answers").since(Duration.ofHours(1), null)));

        assertThat(plan(facts))
                .placesNothing()
                .leavesPendingBecause(NoCapacity.class, "is disturbed and serves online-inference");
    }

    @Test
    void once_it_is_quiet_again_it_takes_all() {
        Fleet fleet = aFleet().with(nodes().holding(online("answers"), 0)).build();
        PlacementFacts facts =
                PlacementFacts.of(fleet, queueOf(online("more"), aWorkload().named("trains")))
                        .withRunning(List.of(online("answers").since(Duration.ofHours(1), null)));

        assertThat(plan(facts)).placesOn("more", "node-1").placesOn("trains", "node-1");
    }
}
