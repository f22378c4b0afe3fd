package io.headroom.replay.placement;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Kind;
import io.headroom.engine.placement.packing.Packer;

/// A made-up fleet for the benchmark: 8 GPUs a node on average, in machines of 4, 8 and 16 GPUs of four models, some rich in CPU and some
/// poor; and a made-up mix of requests, most of them for one GPU or a share of one, as in openb.
final class BenchFleet {

    private static final int MODELS = 4;
    private static final int SHAPES = 160;
    private static final int[] SHARES = {100, 160, 200, 230, 320, 470, 500, 590, 650, 810};
    private static final int[] CPUS_PER_GPU = {8, 12, 24};

    private final List<Kind> kinds = new ArrayList<>();
    private final List<Ask> asks = new ArrayList<>();
    private final double[] upTo = new double[SHAPES];

    BenchFleet() {
        for (int model = 0; model < MODELS; model++) {
            for (int gpus : new int[] {4, 8, 16}) {
                int cpus = gpus * CPUS_PER_GPU[model % CPUS_PER_GPU.length];
                int memoryMib = cpus * 4096;
                kinds.add(
                        new Kind(
                                kinds.size(),
                                gpus,
                                81_920,
                                cpus * 1000,
                                memoryMib,
                                Kind.Sharing.ANYONE));
            }
        }
        SplittableRandom random = new SplittableRandom(1);
        double total = 0;
        for (int i = 0; i < SHAPES; i++) {
            asks.add(shape(random));
            total += 1.0 / (i + 1);
            upTo[i] = total;
        }
    }

    private Ask shape(SplittableRandom random) {
        BitSet allowed = new BitSet();
        int only = random.nextInt(5) == 0 ? random.nextInt(MODELS) : -1;
        for (int i = 0; i < kinds.size(); i++) {
            allowed.set(i, only < 0 || i / 3 == only);
        }
        int kind = random.nextInt(100);
        int gpus = kind < 90 ? 1 : kind < 94 ? 2 : kind < 97 ? 4 : 8;
        int milli = kind < 45 ? SHARES[random.nextInt(SHARES.length)] : Kind.WHOLE;
        int cpuMilli = Math.max(1000, gpus * milli * (4 + random.nextInt(12)));
        return new Ask(gpus, milli, 0, cpuMilli, cpuMilli / 1000 * 4096, 1, 1, allowed);
    }

    List<Kind> kinds() {
        return List.copyOf(kinds);
    }

    /// A fifth of 4 GPUs, seven tenths of 8, a tenth of 16.
    List<Packer.Start> nodes(int count) {
        List<Packer.Start> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int tenth = i % 10;
            int size = tenth < 2 ? 0 : tenth < 9 ? 1 : 2;
            nodes.add(Packer.Start.empty(kinds.get((i / 10) % MODELS * 3 + size)));
        }
        return nodes;
    }

    /// A request, the first of the list the most often.
    Ask draw(SplittableRandom random) {
        double at = random.nextDouble() * upTo[SHAPES - 1];
        int low = 0;
        int high = SHAPES - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (upTo[middle] < at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return asks.get(low);
    }
}
