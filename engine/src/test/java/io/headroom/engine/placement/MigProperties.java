package io.headroom.engine.placement;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.capacity.LaneSpec;
import io.headroom.contracts.capacity.MigProfile;
import io.headroom.contracts.capacity.MigProfile.Slice;
import io.headroom.contracts.capacity.PreemptionSpec;
import io.headroom.contracts.capacity.Shape;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.placement.PlacementPolicy.Lane;
import io.headroom.engine.placement.packing.Slots;

import static io.headroom.engine.builders.NodeBuilder.nodes;
import static io.headroom.engine.builders.WorkloadBuilder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/// Never more than a device's slots hold, and nothing beside instances, whatever comes and goes.
class MigProperties {

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
                                            new PreemptionSpec(
                                                    10, true, Duration.ofMinutes(2), List.of())))));

    private static final List<GpuModel> MODELS =
            List.of(GpuModel.H100, GpuModel.A100_40GB, GpuModel.H200, GpuModel.L4);

    private static final List<String> PROFILES =
            List.of(
                    "1g.5gb",
                    "1g.10gb",
                    "1g.20gb",
                    "2g.10gb",
                    "2g.20gb",
                    "3g.40gb",
                    "4g.40gb",
                    "7g.80gb",
                    "1g.18gb",
                    "1g.35gb",
                    "3g.71gb",
                    "7g.141gb");

    private static final List<Slice> SLICES = List.of(Slice.values());

    private static Shape shape(Random random) {
        int what = random.nextInt(5);
        if (what == 0) {
            return new Shape(List.of(), 1, 100 + random.nextInt(900), 0, 500, 512);
        }
        if (what == 1) {
            return new Shape(List.of(), 1 + random.nextInt(2), 1000, 0, 1000, 1024);
        }
        MigProfile mig = MigProfile.of(PROFILES.get(random.nextInt(PROFILES.size())));
        return new Shape(List.of(), 1, mig.milliGpu(), 0, 500, 512, mig);
    }

    @Property(tries = 80)
    void no_history_overfills_a_gpu(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int size) {
        Random random = new Random(seed);
        World world = new World(POLICY, NOON, seed);
        for (int i = 0; i < size; i++) {
            comes(world, random);
        }
        for (int step = 0; step < 30; step++) {
            happens(world, random);
            world.turn();
            world.fleet().nodes().forEach(MigProperties::assertSlots);
        }
    }

    private static void comes(World world, Random random) {
        world.node(nodes().of(MODELS.get(random.nextInt(MODELS.size())), 1 + random.nextInt(4)));
    }

    private static void happens(World world, Random random) {
        int what = random.nextInt(20);
        if (what < 14) {
            world.arrives(
                    shape(random),
                    1 + random.nextInt(6),
                    random.nextBoolean(),
                    random.nextInt(3) * 10,
                    "a",
                    Duration.ofMinutes(1 + random.nextInt(120)));
        } else if (what < 18) {
            world.passes(Duration.ofMinutes(1 + random.nextInt(30)));
        } else if (what == 18 || !world.hasNodes()) {
            comes(world, random);
        } else {
            world.isLost(random.nextInt(100));
        }
    }

    /// Counted slot by slot, apart from what the engine counts by.
    private static void assertSlots(Node node) {
        int[][] users = new int[node.template().gpus()][MigProfile.SLOTS];
        boolean[] otherwise = new boolean[node.template().gpus()];
        int[] compute = new int[node.template().gpus()];
        for (Hold hold : node.holds()) {
            MigProfile mig = hold.shape().mig();
            for (int device : hold.devices()) {
                otherwise[device] |= mig == null;
                Optional<Slice> slice =
                        mig == null ? Optional.empty() : mig.on(node.template().gpuModel());
                assertThat(slice.isPresent()).isEqualTo(mig != null);
                if (slice.isPresent()) {
                    Integer start = hold.slot();
                    assertThat(slice.get().starts()).contains(start);
                    compute[device] += slice.get().compute();
                    for (int i = 0; i < slice.get().slots(); i++) {
                        users[device][(start == null ? 0 : start) + i]++;
                    }
                }
            }
        }
        for (int device = 0; device < users.length; device++) {
            assertThat(users[device]).doesNotContain(2, 3, 4, 5, 6, 7);
            assertThat(compute[device]).isLessThanOrEqualTo(7);
            assertThat(otherwise[device] && compute[device] > 0).isFalse();
        }
    }

    @Property(tries = 300)
    void an_instance_goes_where_one_may_begin_and_finds_room_if_there_is_any(
            @ForAll @IntRange(min = 0, max = 255) int taken, @ForAll @IntRange(max = 5) int size) {
        Slice slice = SLICES.get(size);
        int start = Slots.best(slice, taken);
        boolean room = slice.starts().stream().anyMatch(at -> (taken & slice.mask(at)) == 0);
        assertThat(start != Slots.NOWHERE).isEqualTo(room);
        if (room) {
            assertThat(slice.starts()).contains(start);
            assertThat(taken & slice.mask(start)).isZero();
        }
    }
}
