package io.headroom.engine.placement;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.DefragmentationSpec;
import io.headroom.contracts.capacity.LaneSpec;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.builders.WorkloadBuilder;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.placement.PlacementPolicy.Lane;
import io.headroom.engine.placement.preemption.Preemption.Move;

import static io.headroom.engine.builders.FleetBuilder.aFleet;
import static io.headroom.engine.builders.NodeBuilder.nodes;
import static io.headroom.engine.builders.WorkloadBuilder.NOON;
import static io.headroom.engine.builders.WorkloadBuilder.aWorkload;
import static io.headroom.engine.builders.WorkloadBuilder.queueOf;

/// Two nodes with six GPUs free each, and one that waits for eight.
final class Scattered {

    private Scattered() {}

    static final Duration HOUR = Duration.ofHours(1);
    static final Duration GRACE = Duration.ofMinutes(2);
    static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    static PlacementPolicy moving(int atOnce, WorkloadClass... spares) {
        LaneSpec lane =
                new LaneSpec(null, null, null, null, 0)
                        .withDefragmentation(
                                new DefragmentationSpec(atOnce, GRACE, List.of(spares)));
        return PlacementPolicy.DEFAULTS.withLanes(List.of(new Lane("default", lane)));
    }

    static WorkloadBuilder small(String name) {
        return aWorkload().needing(2).named(name);
    }

    static WorkloadBuilder large() {
        return aWorkload().needing(8).named("large").running(HOUR);
    }

    /// Two nodes with six GPUs free each: eight together fit on neither.
    static final Fleet SCATTERED =
            aFleet().with(nodes().holding(small("a"), 0, 1))
                    .with(nodes().holding(small("b"), 0, 1))
                    .build();

    static PlacementFacts scattered(@Nullable Duration checkpoints) {
        return PlacementFacts.of(SCATTERED, queueOf(large()))
                .withRunning(
                        List.of(
                                small("a").since(HOUR.multipliedBy(5), checkpoints),
                                small("b").since(HOUR.multipliedBy(9), checkpoints)));
    }

    static PlacementPlan plan(PlacementFacts facts) {
        return PlacementPlanner.plan(facts, moving(4), NOON);
    }

    static List<WorkloadId> moved(PlacementPlan plan) {
        return plan.preemptions().stream()
                .flatMap(p -> p.moves().stream())
                .map(Move::workload)
                .toList();
    }
}
