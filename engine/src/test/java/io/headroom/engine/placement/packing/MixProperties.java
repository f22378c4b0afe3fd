package io.headroom.engine.placement.packing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import io.headroom.engine.placement.packing.Mix.Typical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Fragmentation as fast as it is made equals fragmentation as it is defined.
class MixProperties {

    private static final int GPU_MEMORY_MIB = 40_960;
    private static final int[] MILLI = {100, 250, 333, 500, 750, Kind.WHOLE};

    @Property(tries = 500)
    void what_a_request_cannot_use_is_lost_to_it(@ForAll long seed) {
        Random random = new Random(seed);
        Kind kind =
                new Kind(
                        0,
                        1 + random.nextInt(8),
                        random.nextInt(4) == 0 ? 0 : GPU_MEMORY_MIB,
                        96_000,
                        500_000,
                        Kind.Sharing.ANYONE);
        List<Typical> mix = new ArrayList<>();
        int requests = 1 + random.nextInt(30);
        for (int i = 0; i < requests; i++) {
            mix.add(new Typical(ask(random), 1 + random.nextInt(9)));
        }
        Packer.Start start = start(kind, random);

        assertThat(new Mix(List.of(kind), _ -> mix).fragmentation(Room.of(start)))
                .isCloseTo(defined(start, mix), within(1e-6));
    }

    @Property(tries = 500)
    void a_room_lists_what_is_usable_in_ascending_order(@ForAll long seed) {
        Random random = new Random(seed);
        Kind kind = new Kind(0, 16, GPU_MEMORY_MIB, 96_000, 500_000, Kind.Sharing.ANYONE);
        Packer.Start start = start(kind, random);

        assertThat(Room.of(start).usable())
                .isSorted()
                .containsExactlyInAnyOrder(
                        usable(start).stream().mapToInt(Integer::intValue).toArray());
    }

    private static Ask ask(Random random) {
        BitSet kinds = new BitSet();
        kinds.set(random.nextInt(8) == 0 ? 1 : 0);
        int milli = MILLI[random.nextInt(MILLI.length)];
        return new Ask(
                milli == Kind.WHOLE ? random.nextInt(5) : 1,
                milli,
                0,
                random.nextInt(64_000),
                random.nextInt(400_000),
                1,
                1,
                kinds);
    }

    private static Packer.Start start(Kind kind, Random random) {
        List<Integer> milliFree = new ArrayList<>();
        List<Integer> memoryFree = new ArrayList<>();
        for (int device = 0; device < kind.gpus(); device++) {
            int milli = random.nextInt(3) * random.nextInt(501);
            boolean untouched = milli == Kind.WHOLE || random.nextInt(4) == 0;
            milliFree.add(untouched ? Kind.WHOLE : milli);
            memoryFree.add(
                    untouched || kind.gpuMemoryMib() == 0
                            ? kind.gpuMemoryMib()
                            : random.nextInt(kind.gpuMemoryMib()));
        }
        return new Packer.Start(
                kind,
                Ask.NOBODY,
                0,
                random.nextInt(kind.cpuMilli()),
                random.nextInt(kind.memoryMib()),
                milliFree,
                memoryFree,
                List.of());
    }

    private static List<Integer> usable(Packer.Start start) {
        List<Integer> usable = new ArrayList<>();
        for (int device = 0; device < start.kind().gpus(); device++) {
            int milli = start.milliFree().get(device);
            int memory = start.kind().gpuMemoryMib();
            usable.add(
                    memory == 0
                            ? milli
                            : Math.min(
                                    milli,
                                    start.gpuMemoryFree().get(device) * Kind.WHOLE / memory));
        }
        return usable;
    }

    private static double defined(Packer.Start start, List<Typical> mix) {
        List<Integer> usable = usable(start);
        double all = mix.stream().mapToDouble(Typical::weight).sum();
        double lost = 0;
        for (Typical one : mix) {
            Ask ask = one.ask();
            boolean comes = ask.gpus() > 0 && ask.allows(start.kind());
            int unusable = 0;
            int enough = 0;
            for (int milli : usable) {
                unusable += !comes || milli < ask.milli() ? milli : 0;
                enough += milli >= ask.milli() ? 1 : 0;
            }
            boolean fits =
                    comes
                            && enough >= ask.gpus()
                            && start.cpuFree() >= ask.cpuMilli()
                            && start.memoryFree() >= ask.memoryMib();
            int total = usable.stream().mapToInt(Integer::intValue).sum();
            lost += one.weight() / all * (fits ? unusable : total);
        }
        return start.milliFree().stream().allMatch(milli -> milli == 0) ? 0 : lost;
    }
}
