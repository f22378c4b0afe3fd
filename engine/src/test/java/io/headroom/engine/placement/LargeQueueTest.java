package io.headroom.engine.placement;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.headroom.engine.builders.WorkloadBuilder;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Queue;

import static io.headroom.contracts.capacity.GpuModel.A100_80GB;
import static io.headroom.contracts.capacity.GpuModel.H100;
import static io.headroom.engine.builders.FleetBuilder.aFleet;
import static io.headroom.engine.builders.NodeBuilder.nodes;
import static io.headroom.engine.builders.WorkloadBuilder.NOON;
import static io.headroom.engine.builders.WorkloadBuilder.aWorkload;
import static org.assertj.core.api.Assertions.assertThat;

/// A burst of 1,000 workloads on 400 nodes: 600 of 1 GPU, 200 of 2, 120 of 4, 80 of 8; 2,120 GPUs in all.
class LargeQueueTest {

    private static Queue burst() {
        List<WorkloadBuilder> burst = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            int gpus = i < 600 ? 1 : i < 800 ? 2 : i < 920 ? 4 : 8;
            burst.add(aWorkload().needing(gpus).withCpus(gpus * (4 + i % 5)));
        }
        return WorkloadBuilder.queueOf(burst.toArray(new WorkloadBuilder[0]));
    }

    @Test
    void a_burst_is_placed_in_one_plan() {
        Fleet fleet = aFleet().with(200, nodes()).with(200, nodes().of(A100_80GB, 4)).build();
        PlacementPlan plan = PlacementPlanner.plan(fleet, burst(), PlacementPolicy.DEFAULTS, NOON);
        assertThat(plan.placed()).hasSize(1000);
        assertThat(plan.pending()).isEmpty();
    }

    @Test
    void a_burst_on_nothing_is_one_shortfall_by_shape() {
        PlacementPlan plan =
                PlacementPlanner.plan(
                        aFleet().with(nodes().of(H100, 1)).build(),
                        burst(),
                        PlacementPolicy.DEFAULTS,
                        NOON);
        assertThat(plan.pending()).hasSize(999);
        assertThat(plan.shortfall().getFirst().items()).hasSizeLessThanOrEqualTo(20);
        assertThat(
                        plan.shortfall().getFirst().items().stream()
                                .mapToInt(item -> item.replicas() * item.shape().gpus())
                                .sum())
                .isEqualTo(2119);
    }
}
