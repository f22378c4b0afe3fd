package io.headroom.engine.placement.eta;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.engine.builders.NodeBuilder;
import io.headroom.engine.builders.WorkloadBuilder;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.placement.PlacementFacts;
import io.headroom.engine.placement.PlacementPolicy;
import io.headroom.engine.placement.eta.StartTimes.Horizon;

import static io.headroom.contracts.capacity.GpuModel.T4;
import static io.headroom.engine.builders.FleetBuilder.aFleet;
import static io.headroom.engine.builders.NodeBuilder.nodes;
import static io.headroom.engine.builders.WorkloadBuilder.NOON;
import static io.headroom.engine.builders.WorkloadBuilder.aWorkload;
import static io.headroom.engine.builders.WorkloadBuilder.idOf;
import static io.headroom.engine.builders.WorkloadBuilder.queueOf;
import static org.assertj.core.api.Assertions.assertThat;

class StartTimesTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private static final WorkloadBuilder RESIDENT =
            aWorkload().needing(8).named("resident").running(HOUR);

    private static final Fleet FULL =
            aFleet().with(nodes().holding(RESIDENT, 0, 1, 2, 3, 4, 5, 6, 7)).build();

    private static List<Eta> estimate(PlacementFacts facts, Map<String, Instant> readyAt) {
        Map<NodeId, Instant> byId = new LinkedHashMap<>();
        readyAt.forEach((name, at) -> byId.put(NodeBuilder.idOf(name), at));
        return StartTimes.estimate(facts, PlacementPolicy.DEFAULTS, byId, Horizon.USUAL, NOON);
    }

    @Test
    void each_starts_when_those_before_it_are_thought_to_have_ended() {
        PlacementFacts facts =
                PlacementFacts.of(
                        FULL,
                        queueOf(
                                aWorkload().needing(8).running(HOUR).named("1").withPriority(2),
                                aWorkload().needing(8).running(HOUR).named("2").withPriority(1)));
        List<Eta> etas = estimate(facts, Map.of());
        assertThat(etas).extracting(Eta::workload).containsExactly(idOf("1"), idOf("2"));
        assertThat(etas.getFirst().median()).isEqualTo(NOON.plus(HOUR));
        assertThat(etas.getFirst().late()).isEqualTo(NOON.plusSeconds(5400));
        assertThat(etas.getLast().median()).isEqualTo(NOON.plus(HOUR.multipliedBy(2)));
        assertThat(etas.getLast().late()).isEqualTo(NOON.plus(HOUR.multipliedBy(3)));
    }

    @Test
    void a_node_on_its_way_counts_from_when_it_is_ready() {
        Fleet fleet = FULL.with(nodes().inState(NodeState.BOOTING).of(T4, 8).build("new"));
        PlacementFacts facts =
                PlacementFacts.of(
                        fleet,
                        queueOf(
                                aWorkload().needing(8).named("first").withPriority(1),
                                aWorkload().needing(8).named("second")));
        Instant ready = NOON.plus(Duration.ofMinutes(5));
        List<Eta> etas = estimate(facts, Map.of("new", ready));
        assertThat(etas).extracting(Eta::workload).containsExactly(idOf("second"));
        assertThat(etas.getFirst().median()).isEqualTo(NOON.plus(HOUR));
    }

    @Test
    void where_nobody_knows_how_long_it_runs_there_is_no_time() {
        Fleet fleet =
                aFleet().with(
                                nodes().holding(
                                                aWorkload().needing(8).named("endless"),
                                                0,
                                                1,
                                                2,
                                                3,
                                                4,
                                                5,
                                                6,
                                                7))
                        .build();
        List<Eta> etas =
                estimate(PlacementFacts.of(fleet, queueOf(aWorkload().named("1"))), Map.of());
        assertThat(etas.getFirst().median()).isNull();
        assertThat(etas.getFirst().waitsFor().message()).contains("no node has 1 free");
    }
}
