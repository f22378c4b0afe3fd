package io.headroom.engine.placement;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.capacity.LaneSpec;
import io.headroom.contracts.capacity.PreemptionSpec;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.workload.Topology;
import io.headroom.contracts.workload.Topology.Within;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.builders.WorkloadBuilder;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.PlacementPlan.Placed;
import io.headroom.engine.placement.PlacementPolicy.Lane;

import static io.headroom.engine.builders.NodeBuilder.nodes;
import static io.headroom.engine.builders.WorkloadBuilder.NOON;
import static io.headroom.engine.builders.WorkloadBuilder.aGang;
import static io.headroom.engine.builders.WorkloadBuilder.queueOf;
import static org.assertj.core.api.Assertions.assertThat;

/// What is required of where replicas stand holds whatever the fleet looks like and whatever happens to it.
class TogetherProperties {

    private static final Duration GRACE = Duration.ofMinutes(2);

    private static final List<Within> LEVELS = List.of(Within.values());

    private static final PlacementPolicy POLICY =
            PlacementPolicy.DEFAULTS.withLanes(
                    List.of(
                            new Lane(
                                    "default",
                                    new LaneSpec(
                                            null,
                                            null,
                                            null,
                                            null,
                                            0,
                                            new PreemptionSpec(10, true, GRACE, List.of())))));

    private static final List<Shape> SHAPES =
            List.of(
                    new Shape(List.of(), 1, 300, 0, 1000, 1024),
                    new Shape(List.of(), 1, 1000, 0, 8000, 65_536),
                    new Shape(List.of(), 4, 1000, 0, 32_000, 262_144),
                    new Shape(List.of(), 8, 1000, 0, 64_000, 524_288));

    @Property(tries = 80)
    void no_history_tears_a_gang_apart(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int size) {
        Random random = new Random(seed);
        World world = new World(POLICY, NOON, seed);
        for (int i = 0; i < size; i++) {
            comes(world, random);
        }
        Map<WorkloadId, Topology> required = new TreeMap<>();
        for (int step = 0; step < 30; step++) {
            happens(world, random, required);
            world.turn();
            required.forEach((id, topology) -> assertTogether(world.fleet(), id, topology));
        }
    }

    /// It waits only where no rack has room for all of it.
    @Property(tries = 150)
    void a_gang_that_fits_into_one_rack_is_placed(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 12) int size,
            @ForAll @IntRange(min = 1, max = 5) int replicas) {
        Random random = new Random(seed);
        Map<String, Integer> free = new TreeMap<>();
        Fleet fleet = Fleet.EMPTY;
        for (int i = 0; i < size; i++) {
            String rack = "r" + random.nextInt(4);
            int gpus = 1 << random.nextInt(4);
            fleet =
                    fleet.with(
                            nodes().of(GpuModel.H100, gpus)
                                    .standingIn("z", rack)
                                    .build("node-" + i));
            free.merge(rack, gpus / 2, Integer::sum);
        }
        WorkloadBuilder gang =
                aGang(replicas).needing(2).together(Topology.oneOf(Within.RACK)).named("gang");
        PlacementPlan plan =
                PlacementPlanner.plan(fleet, queueOf(gang), PlacementPolicy.DEFAULTS, NOON);
        boolean fits = free.values().stream().anyMatch(room -> room >= replicas);
        assertThat(plan.placed()).hasSize(fits ? replicas : 0);
        assertTogether(
                holding(fleet, gang.build(), plan.placed()),
                WorkloadBuilder.idOf("gang"),
                Topology.oneOf(Within.RACK));
    }

    private static Fleet holding(Fleet fleet, Waiting gang, List<Placed> placed) {
        Fleet after = fleet;
        for (Placed one : placed) {
            Hold hold = Hold.of(gang, one.replica(), one.devices(), one.slot(), null);
            after = after.with(after.node(one.node()).orElseThrow().with(hold));
        }
        return after;
    }

    private static void assertTogether(Fleet fleet, WorkloadId id, Topology topology) {
        Set<String> domains = new TreeSet<>();
        for (Node node : fleet.nodes()) {
            if (node.holds().stream().anyMatch(hold -> hold.workload().equals(id))) {
                domains.add(node.domain(topology.within()));
            }
        }
        assertThat(domains).hasSizeLessThanOrEqualTo(1).doesNotContain("");
    }

    private static void comes(World world, Random random) {
        int rack = random.nextInt(4);
        world.node(
                nodes().of(random.nextInt(4) == 0 ? GpuModel.L4 : GpuModel.H100, 8)
                        .standingIn(
                                "zone-" + rack % 2, random.nextInt(5) == 0 ? "" : "rack-" + rack));
    }

    private static void happens(World world, Random random, Map<WorkloadId, Topology> required) {
        int what = random.nextInt(20);
        if (what < 13) {
            Topology topology = Topology.oneOf(LEVELS.get(random.nextInt(LEVELS.size())));
            boolean together = random.nextInt(3) > 0;
            WorkloadId id =
                    world.arrives(
                            SHAPES.get(random.nextInt(SHAPES.size())),
                            1 + random.nextInt(4),
                            together || random.nextBoolean(),
                            random.nextInt(3) * 10,
                            "a",
                            Duration.ofMinutes(1 + random.nextInt(120)),
                            together ? topology : null);
            if (together) {
                required.put(id, topology);
            }
        } else if (what < 17) {
            world.passes(Duration.ofMinutes(1 + random.nextInt(30)));
        } else if (what == 17 || !world.hasNodes()) {
            comes(world, random);
        } else if (what == 18) {
            world.drains(random.nextInt(100));
        } else {
            world.isLost(random.nextInt(100));
        }
    }
}
