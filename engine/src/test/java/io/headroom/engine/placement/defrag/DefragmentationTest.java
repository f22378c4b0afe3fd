package io.headroom.engine.placement.defrag;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.builders.WorkloadBuilder;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.placement.PlacementFacts;
import io.headroom.engine.placement.PlacementPolicy;
import io.headroom.engine.placement.defrag.Defragmentation.Limits;
import io.headroom.engine.placement.defrag.Defragmentation.Moves;

import static io.headroom.engine.builders.FleetBuilder.aFleet;
import static io.headroom.engine.builders.NodeBuilder.nodes;
import static io.headroom.engine.builders.WorkloadBuilder.NOON;
import static io.headroom.engine.builders.WorkloadBuilder.aWorkload;
import static io.headroom.engine.builders.WorkloadBuilder.idOf;
import static io.headroom.engine.builders.WorkloadBuilder.queueOf;
import static org.assertj.core.api.Assertions.assertThat;

class DefragmentationTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final long DOLLAR = 1_000_000;

    private static WorkloadBuilder small(String name) {
        return aWorkload().needing(2).named(name);
    }

    /// Two nodes with six GPUs free each: eight together fit on neither.
    private static final Fleet SCATTERED =
            aFleet().with(nodes().holding(small("a"), 0, 1))
                    .with(nodes().holding(small("b"), 0, 1))
                    .build();

    private static Optional<Moves> moves(
            @Nullable Duration checkpoints, long dollars, Limits limits) {
        PlacementFacts facts =
                PlacementFacts.of(SCATTERED, queueOf(aWorkload().needing(8).named("large")))
                        .withRunning(
                                List.of(
                                        small("a").since(HOUR.multipliedBy(5), checkpoints),
                                        small("b").since(HOUR.multipliedBy(9), checkpoints)));
        Map<WorkloadId, Long> buying = new LinkedHashMap<>();
        buying.put(idOf("large"), dollars * DOLLAR);
        return Defragmentation.plan(facts, PlacementPolicy.DEFAULTS, buying, limits, NOON);
    }

    @Test
    void one_move_brings_scattered_room_together() {
        Moves moves = moves(TEN_MINUTES, 10, Limits.USUAL).orElseThrow();
        assertThat(moves.forWorkload()).isEqualTo(idOf("large"));
        assertThat(moves.moves()).hasSize(1);
        assertThat(moves.starts()).hasSize(1);
        assertThat(moves.moves().values().iterator().next().getFirst().node())
                .isNotEqualTo(moves.starts().getFirst().node());
        assertThat(moves.costMicros()).isLessThan(moves.savesMicros());
    }

    @Test
    void nothing_moves_that_costs_more_than_buying() {
        assertThat(moves(HOUR.multipliedBy(5), 10, Limits.USUAL)).isEmpty();
    }

    @Test
    void nothing_moves_that_writes_no_checkpoints() {
        assertThat(moves(null, 1000, Limits.USUAL)).isEmpty();
    }

    @Test
    void never_more_at_once_than_allowed() {
        assertThat(moves(TEN_MINUTES, 10, new Limits(0, Duration.ZERO))).isEmpty();
    }
}
