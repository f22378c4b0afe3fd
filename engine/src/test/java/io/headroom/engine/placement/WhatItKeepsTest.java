package io.headroom.engine.placement;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.node.NodeId;
import io.headroom.engine.builders.FleetBuilder;
import io.headroom.engine.builders.NodeBuilder;
import io.headroom.engine.builders.WorkloadBuilder;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.placement.defrag.Known;

import static io.headroom.contracts.capacity.GpuModel.A100_80GB;
import static io.headroom.contracts.capacity.GpuModel.T4;
import static io.headroom.engine.builders.FleetBuilder.aFleet;
import static io.headroom.engine.builders.NodeBuilder.nodes;
import static io.headroom.engine.builders.WorkloadBuilder.NOON;
import static io.headroom.engine.builders.WorkloadBuilder.aWorkload;
import static io.headroom.engine.builders.WorkloadBuilder.queueOf;
import static org.assertj.core.api.Assertions.assertThat;

/// A node of eight dear GPUs that only one GPU's work would keep is left to go, where there is another place.
class WhatItKeepsTest {

    private static final Duration SHORT = Duration.ofMinutes(5);
    private static final Duration LONG = Duration.ofMinutes(15);

    /// Work of one GPU and much CPU: it packs better on the large node.
    private static WorkloadBuilder work(Duration runs) {
        return aWorkload().needing(1, A100_80GB, T4).withCpus(12).running(runs);
    }

    private static NodeBuilder eight() {
        return nodes().of(A100_80GB, 8).withCpus(128);
    }

    private static NodeBuilder four() {
        return nodes().of(T4, 4).withCpus(14).withMemoryGib(192);
    }

    private static Known.Price price(Node node) {
        return new Known.Price(
                node.lane(),
                node.template(),
                node.template().gpuModel() == T4 ? 1_400_000 : 12_000_000);
    }

    private static GpuModel placed(
            WorkloadBuilder workload, Function<Node, Known.Price> price, NodeBuilder... nodes) {
        FleetBuilder builder = aFleet();
        List.of(nodes).forEach(builder::with);
        Fleet fleet = builder.build();
        PlacementPlan plan =
                PlacementPlanner.plan(
                        PlacementFacts.of(fleet, queueOf(workload))
                                .withMoving(
                                        new Known(
                                                fleet.nodes().stream().map(price).toList(),
                                                List.of())),
                        PlacementPolicy.DEFAULTS,
                        NOON);
        NodeId there = plan.placed().getFirst().node();
        return fleet.nodes().stream()
                .filter(n -> n.id().equals(there))
                .findFirst()
                .orElseThrow()
                .template()
                .gpuModel();
    }

    @Test
    void work_that_would_keep_a_dear_node_goes_elsewhere() {
        NodeBuilder ending = eight().holding(work(SHORT), 0);
        assertThat(placed(work(LONG), WhatItKeepsTest::price, ending, four())).isEqualTo(T4);
    }

    @Test
    void where_all_gpus_cost_the_same_it_goes_where_it_packs() {
        NodeBuilder ending = eight().holding(work(SHORT), 0);
        Function<Node, Known.Price> alike =
                n -> new Known.Price(n.lane(), n.template(), n.template().gpus() * 1_000_000L);
        assertThat(placed(work(LONG), alike, ending, four())).isEqualTo(A100_80GB);
    }

    @Test
    void a_dear_node_that_others_keep_longer_is_used() {
        NodeBuilder kept = eight().holding(work(LONG), 0);
        assertThat(placed(work(SHORT), WhatItKeepsTest::price, kept, four())).isEqualTo(A100_80GB);
    }

    @Test
    void nobody_waits_for_the_sake_of_a_dear_node() {
        assertThat(placed(work(LONG), WhatItKeepsTest::price, eight())).isEqualTo(A100_80GB);
    }
}
