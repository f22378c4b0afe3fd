package io.headroom.engine.placement;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.node.NodeId;
import io.headroom.engine.builders.NodeBuilder;
import io.headroom.engine.builders.WorkloadBuilder;
import io.headroom.engine.fleet.Fleet;

import static io.headroom.contracts.capacity.GpuModel.H100;
import static io.headroom.engine.builders.FleetBuilder.aFleet;
import static io.headroom.engine.builders.NodeBuilder.nodes;
import static io.headroom.engine.builders.WorkloadBuilder.NOON;
import static io.headroom.engine.builders.WorkloadBuilder.aWorkload;
import static io.headroom.engine.builders.WorkloadBuilder.queueOf;
import static org.assertj.core.api.Assertions.assertThat;

class EndsTogetherTest {

    private static final Duration SHORT = Duration.ofMinutes(20);
    private static final Duration LONG = Duration.ofHours(20);

    private static PlacementPlan.Placed placed(Fleet fleet, WorkloadBuilder workload) {
        PlacementPlan plan =
                PlacementPlanner.plan(fleet, queueOf(workload), PlacementPolicy.DEFAULTS, NOON);
        assertThat(plan.placed()).hasSize(1);
        return plan.placed().getFirst();
    }

    /// Two nodes that pack alike, each half full: one for long, one for short.
    private static Fleet twoHalves() {
        return aFleet().with(half(LONG)).with(half(SHORT)).build();
    }

    private static NodeBuilder half(Duration runs) {
        return nodes().holding(aWorkload().needing(4, H100).running(runs), 0, 1, 2, 3);
    }

    private static Duration longestOn(Fleet fleet, NodeId id) {
        return fleet.nodes().stream()
                .filter(node -> node.id().equals(id))
                .flatMap(node -> node.holds().stream())
                .map(hold -> Duration.between(NOON, hold.until()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    @Test
    void of_nodes_that_pack_alike_it_takes_the_one_whose_neighbours_end_when_it_does() {
        Fleet fleet = twoHalves();
        assertThat(longestOn(fleet, placed(fleet, gpu(LONG)).node())).isEqualTo(LONG);
        assertThat(longestOn(fleet, placed(fleet, gpu(SHORT)).node())).isEqualTo(SHORT);
    }

    private static WorkloadBuilder gpu(Duration runs) {
        return aWorkload().needing(1, H100).running(runs);
    }

    @Test
    void a_share_stands_beside_the_share_that_ends_when_it_does() {
        Fleet fleet = aFleet().with(shared(LONG)).with(shared(SHORT)).build();
        assertThat(longestOn(fleet, placed(fleet, half_a_gpu(LONG)).node())).isEqualTo(LONG);
        assertThat(longestOn(fleet, placed(fleet, half_a_gpu(SHORT)).node())).isEqualTo(SHORT);
    }

    private static NodeBuilder shared(Duration runs) {
        return nodes().of(H100, 1).holding(half_a_gpu(runs), 0);
    }

    private static WorkloadBuilder half_a_gpu(Duration runs) {
        return aWorkload().sharing(500, 0, H100).running(runs);
    }

    @Test
    void what_packs_better_counts_more_than_who_ends_when() {
        Fleet fleet =
                aFleet().with(nodes().holding(gpu(LONG), 0))
                        .with(
                                nodes().holding(
                                                aWorkload().needing(7, H100).running(SHORT),
                                                0,
                                                1,
                                                2,
                                                3,
                                                4,
                                                5,
                                                6))
                        .build();
        assertThat(longestOn(fleet, placed(fleet, gpu(LONG)).node())).isEqualTo(SHORT);
    }

    @Test
    void who_does_not_say_how_long_it_runs_is_packed_as_tightly_as_can_be() {
        Fleet fleet = twoHalves();
        NodeId first = fleet.nodes().getFirst().id();
        assertThat(placed(fleet, aWorkload().needing(1, H100)).node()).isEqualTo(first);
    }
}
