package io.headroom.engine.placement;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import io.headroom.contracts.capacity.DefragmentationSpec;
import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.capacity.LaneSpec;
import io.headroom.contracts.capacity.PreemptionSpec;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fairness.FairnessPolicy;
import io.headroom.engine.fairness.Tenant;
import io.headroom.engine.fairness.TenantTree;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.placement.PlacementPolicy.Lane;

import static io.headroom.engine.builders.NodeBuilder.nodes;
import static io.headroom.engine.builders.WorkloadBuilder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/// What holds whatever arrives, ends, is lost, drained or made to leave, in any order.
class PlacementLifeProperties {

    private static final Duration GRACE = Duration.ofMinutes(2);

    private static final LaneSpec LANE =
            new LaneSpec(null, null, null, null, 0, new PreemptionSpec(10, true, GRACE, List.of()));

    private static final PlacementPolicy POLICY =
            PlacementPolicy.DEFAULTS
                    .withLanes(List.of(new Lane("default", LANE)))
                    .withFairness(
                            FairnessPolicy.USUAL.withTenants(
                                    new TenantTree(
                                            List.of(
                                                    new Tenant("group", null, 2, 8, 20, null),
                                                    new Tenant("a", "group", 3, 4, 12, null),
                                                    new Tenant("b", "group", 1, 0, null, null),
                                                    new Tenant("c", null, 1, 0, null, null)))));

    private static final List<Shape> SHAPES =
            List.of(
                    new Shape(List.of(), 1, 300, 0, 1000, 1024),
                    new Shape(List.of(), 1, 700, 20_000, 1000, 1024),
                    new Shape(List.of(), 1, 1000, 0, 8000, 65_536),
                    new Shape(List.of(GpuModel.H100), 2, 1000, 0, 16_000, 131_072),
                    new Shape(List.of(), 4, 1000, 0, 32_000, 262_144),
                    new Shape(List.of(), 8, 1000, 0, 64_000, 524_288));

    /// The same, and scattered room is brought together.
    private static final PlacementPolicy MOVING =
            POLICY.withLanes(
                    List.of(
                            new Lane(
                                    "default",
                                    LANE.withDefragmentation(
                                            new DefragmentationSpec(2, GRACE, List.of())))));

    @Property(tries = 60)
    void no_history_breaks_what_must_never_break(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int size) {
        lived(POLICY, seed, size, Pace.BUSY);
    }

    @Property(tries = 60)
    void no_history_with_moves_breaks_what_must_never_break(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 6) int size, @ForAll Pace pace) {
        lived(MOVING, seed, size, pace);
    }

    @Example
    void histories_do_move_others() {
        int moves = 0;
        for (int seed = 0; seed < 12; seed++) {
            moves += lived(MOVING, seed, 6, Pace.SCATTERING).moves();
        }
        assertThat(moves).isGreaterThan(3);
    }

    /// What comes: where it is more than fits, no room is left to lie scattered.
    enum Pace {
        BUSY,
        SCATTERING
    }

    private static World lived(PlacementPolicy policy, long seed, int size, Pace pace) {
        Random random = new Random(seed);
        World world = new World(policy, NOON, seed);
        for (int i = 0; i < size; i++) {
            world.node(nodes().of(random.nextBoolean() ? GpuModel.H100 : GpuModel.A10G, 8));
        }
        for (int step = 0; step < (pace == Pace.BUSY ? 40 : 100); step++) {
            happens(world, random, pace);
            long before = world.milliOf(List.of("a", "b", "group"));
            world.turn();
            long after = world.milliOf(List.of("a", "b", "group"));
            assertThat(after).isLessThanOrEqualTo(Math.max(before, 20_000));
            assertThat(world.milliOf(List.of("a"))).isLessThanOrEqualTo(12_000);
        }
        return world;
    }

    /// A victim of which one more replica had found a place in the same plan; one that had left for somebody, ran again and had to leave
    /// for another while the first still waited for its other victims.
    @Example
    void histories_that_broke_it_once() {
        no_history_breaks_what_must_never_break(-5, 3);
        no_history_breaks_what_must_never_break(-1980, 1);
        no_history_breaks_what_must_never_break(-351, 5);
    }

    /// Small work of all lengths, until a third is left free, on every node some; then large work comes.
    private static void scatters(World world, Random random, int what) {
        long used =
                world.fleet().nodes().stream().mapToLong(Node::usedMilliGpu).sum() / Shape.WHOLE;
        boolean large = what < 3;
        if (what < 12 && (large || used * 3 < world.fleet().gpus() * 2L)) {
            world.arrives(
                    SHAPES.get(large ? 4 + random.nextInt(2) : 1 + random.nextInt(3)),
                    1,
                    false,
                    random.nextInt(20) == 0 ? 10 : 0,
                    List.of("c", "d").get(random.nextInt(2)),
                    Duration.ofMinutes(10 + random.nextInt(240)));
        } else {
            world.passes(Duration.ofMinutes(1 + random.nextInt(15)));
        }
    }

    private static void happens(World world, Random random, Pace pace) {
        int what = random.nextInt(20);
        if (pace == Pace.SCATTERING && what < 17) {
            scatters(world, random, what);
            return;
        }
        if (what < 12) {
            world.arrives(
                    SHAPES.get(random.nextInt(SHAPES.size())),
                    1 + random.nextInt(4),
                    random.nextBoolean(),
                    random.nextInt(3) * 10,
                    List.of("a", "b", "c", "d").get(random.nextInt(4)),
                    Duration.ofMinutes(1 + random.nextInt(120)));
        } else if (what < 17) {
            world.passes(Duration.ofMinutes(1 + random.nextInt(30)));
        } else if (what == 17) {
            world.node(nodes().of(GpuModel.H100, 8));
        } else if (world.hasNodes()) {
            if (what == 18) {
                world.drains(random.nextInt(100));
            } else {
                world.isLost(random.nextInt(100));
            }
        }
    }

    /// The bound: after it is overdue, no longer than each that came before it and still waits, and itself, take to find their places: the
    /// longest time that anything runs, each. Here nothing else is left waiting when it comes, so that it is one.
    @Property(tries = 15)
    void no_stream_of_urgent_small_work_starves_a_large_gang(@ForAll long seed) {
        Random random = new Random(seed);
        Duration overdue = Duration.ofHours(2);
        Duration longest = Duration.ofMinutes(60);
        Duration step = Duration.ofMinutes(2);
        World world =
                new World(
                        PlacementPolicy.DEFAULTS.withFairness(
                                FairnessPolicy.USUAL.withOverdue(overdue)),
                        NOON,
                        seed);
        for (int i = 0; i < 4; i++) {
            world.node(nodes());
        }
        List<WorkloadId> gang = new ArrayList<>();
        for (int turn = 0; turn < 240; turn++) {
            for (int i = 0; i < 2; i++) {
                world.arrives(
                        SHAPES.get(2 + random.nextInt(2)),
                        1,
                        false,
                        10,
                        "b",
                        Duration.ofMinutes(10 + random.nextInt(51)));
            }
            if (turn == 30) {
                gang.add(world.arrives(SHAPES.get(5), 4, true, 0, "a", longest));
            }
            world.turn();
            world.passes(step);
            if (turn > 30 && world.hasStarted(gang.getFirst())) {
                break;
            }
        }
        assertThat(world.wait(gang.getFirst()))
                .isLessThanOrEqualTo(overdue.plus(longest).plus(step));
    }
}
