package io.headroom.engine.placement;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import io.headroom.contracts.node.NodeState;
import io.headroom.engine.builders.NodeBuilder;
import io.headroom.engine.builders.WorkloadBuilder;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.placement.board.OnDisk;

import static io.headroom.contracts.capacity.GpuModel.H100;
import static io.headroom.contracts.capacity.GpuModel.T4;
import static io.headroom.engine.builders.NodeBuilder.nodes;
import static io.headroom.engine.builders.WorkloadBuilder.NOON;
import static io.headroom.engine.builders.WorkloadBuilder.aGang;
import static io.headroom.engine.builders.WorkloadBuilder.aWorkload;
import static io.headroom.engine.builders.WorkloadBuilder.queueOf;
import static org.assertj.core.api.Assertions.assertThat;

/// What holds whatever is on whose disk.
class OnDiskProperties {

    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final PlacementPolicy POLICY = PlacementPolicy.DEFAULTS;

    private static String[] some(Random random) {
        return NAMES.stream().filter(_ -> random.nextBoolean()).toArray(String[]::new);
    }

    private static Fleet fleet(int size, Random random) {
        Fleet fleet = Fleet.EMPTY;
        for (int i = 0; i < size; i++) {
            NodeBuilder node =
                    nodes().of(random.nextBoolean() ? H100 : T4, 1 << random.nextInt(4))
                            .inState(random.nextInt(5) == 0 ? NodeState.BOOTING : NodeState.READY);
            if (random.nextBoolean()) {
                node = node.holding(aWorkload().named("resident-" + i).sharing(400, 0), 0);
            }
            fleet = fleet.with(node.build("node-" + i).having(List.of(some(random))));
        }
        return fleet;
    }

    private static WorkloadBuilder reader(String name, Random random) {
        WorkloadBuilder one =
                random.nextBoolean()
                        ? aGang(1 + random.nextInt(4))
                        : aWorkload().withReplicas(1 + random.nextInt(4));
        WorkloadBuilder sized =
                random.nextBoolean() ? one.needing(1 + random.nextInt(4)) : one.sharing(300, 0);
        return sized.named(name).reading(some(random));
    }

    /// Nobody waits for data: as many find a place with it as without, one by one on ready nodes, too; and what is on a disk is found at least where it
    /// was found by chance.
    @Property(tries = 300)
    void as_many_find_a_place_as_without(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int size) {
        Random random = new Random(seed);
        Fleet fleet = fleet(size, random);
        WorkloadBuilder reader = reader("reader", random);
        PlacementPlan with = PlacementPlanner.plan(fleet, queueOf(reader), POLICY, NOON);
        PlacementPlan without =
                PlacementPlanner.plan(fleet, queueOf(reader.reading()), POLICY, NOON);
        assertThat(with.placed()).hasSameSizeAs(without.placed());
        assertThat(with.pending()).isEqualTo(without.pending());
        if (!reader.build().gang()) {
            assertThat(onReady(with)).isEqualTo(onReady(without));
        }
        if (readersOnDisk(fleet, reader, without) > 0) {
            assertThat(readersOnDisk(fleet, reader, with)).isPositive();
        }
    }

    private static long onReady(PlacementPlan plan) {
        return plan.placed().stream().filter(one -> one.on() == NodeState.READY).count();
    }

    private static long readersOnDisk(Fleet fleet, WorkloadBuilder reader, PlacementPlan plan) {
        List<String> reads = reader.build().data();
        return plan.placed().stream()
                .map(one -> fleet.node(one.node()).orElseThrow())
                .filter(node -> node.state() == NodeState.READY)
                .filter(node -> OnDisk.count(reads, node) > 0)
                .count();
    }

    @Property(tries = 200)
    void the_same_facts_in_another_order_give_the_same_plan(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int size) {
        Random random = new Random(seed);
        Fleet fleet = fleet(size, random);
        List<WorkloadBuilder> waiting = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            waiting.add(reader("reader-" + i, random));
        }
        Queue queue = queueOf(waiting.toArray(WorkloadBuilder[]::new));
        PlacementPlan plan = PlacementPlanner.plan(fleet, queue, POLICY, NOON);
        List<Node> nodes = new ArrayList<>();
        for (Node node : fleet.nodes()) {
            List<String> names = new ArrayList<>(node.data());
            Collections.shuffle(names, random);
            nodes.add(node.having(names));
        }
        Collections.shuffle(nodes, random);
        Collections.shuffle(waiting, random);
        Queue shuffled = queueOf(waiting.toArray(WorkloadBuilder[]::new));
        assertThat(PlacementPlanner.plan(new Fleet(nodes), shuffled, POLICY, NOON)).isEqualTo(plan);
    }
}
