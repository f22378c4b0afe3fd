package io.headroom.benchmarks;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Frugal;
import io.headroom.engine.placement.packing.Frugal.Weights;
import io.headroom.engine.placement.packing.Kind;
import io.headroom.engine.placement.packing.Mix;
import io.headroom.engine.placement.packing.Mix.Typical;
import io.headroom.engine.placement.packing.Packer;
import io.headroom.engine.placement.packing.Room;
import io.headroom.engine.placement.packing.Spot;

/// A fleet that stays nine tenths full: machines of 4, 8 and 16 GPUs of four models, and 160 shapes of which the first come the most often, as in
/// `./headroom bench placement`. The same with the same number of nodes.
final class PackedFleet {

    private static final int MODELS = 4;
    private static final int SHAPES = 160;
    private static final int[] SIZES = {4, 8, 8, 8, 8, 8, 8, 8, 4, 16};
    private static final int[] CPUS_PER_GPU = {8, 12, 24};
    private static final int[] SHARES = {100, 160, 200, 230, 320, 470, 500, 590, 650, 810};
    private static final double FULL = 0.9;

    /// So many asks are drawn ahead, for drawing is not what is measured; a power of two.
    private static final int DRAWN = 4096;

    /// A small fleet may be too scattered to become so full: when so many in a row find no place, it is as full as it gets.
    private static final int ENOUGH = 1000;

    private record Standing(Spot spot, Ask ask) {}

    private final SplittableRandom random = new SplittableRandom(1);
    private final List<Kind> kinds = new ArrayList<>();
    private final List<Ask> drawn = new ArrayList<>();
    private final List<Standing> standing = new ArrayList<>();
    private final Frugal score;
    private final Packer packer;
    private final double full;
    private double used;
    private int next;

    PackedFleet(int nodes) {
        for (int model = 0; model < MODELS; model++) {
            for (int gpus : new int[] {4, 8, 16}) {
                int cpus = gpus * CPUS_PER_GPU[model % CPUS_PER_GPU.length];
                kinds.add(
                        new Kind(
                                kinds.size(),
                                gpus,
                                81_920,
                                cpus * 1000,
                                cpus * 4096,
                                Kind.Sharing.ANYONE));
            }
        }
        List<Typical> mix = mix();
        score = new Frugal(new Mix(kinds, _ -> mix), Weights.USUAL);
        List<Packer.Start> empty = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            int gpus = SIZES[i % SIZES.length];
            int size = gpus == 4 ? 0 : gpus == 8 ? 1 : 2;
            empty.add(Packer.Start.empty(kinds.get(i / SIZES.length % MODELS * 3 + size)));
        }
        packer = new Packer(empty, score);
        full = FULL * empty.stream().mapToInt(node -> node.kind().gpus()).sum() * Kind.WHOLE;
        draw(mix);
        int refused = 0;
        while (used < full && refused < ENOUGH) {
            refused = arrive().isPresent() ? 0 : refused + 1;
        }
    }

    private List<Typical> mix() {
        List<Typical> mix = new ArrayList<>();
        for (int i = 0; i < SHAPES; i++) {
            mix.add(new Typical(shape(), 1.0 / (i + 1)));
        }
        return mix;
    }

    private Ask shape() {
        BitSet allowed = new BitSet();
        int only = random.nextInt(5) == 0 ? random.nextInt(MODELS) : -1;
        for (Kind kind : kinds) {
            allowed.set(kind.index(), only < 0 || kind.index() / 3 == only);
        }
        int which = random.nextInt(100);
        int gpus = which < 90 ? 1 : which < 94 ? 2 : which < 97 ? 4 : 8;
        int milli = which < 45 ? SHARES[random.nextInt(SHARES.length)] : Kind.WHOLE;
        int cpuMilli = Math.max(1000, gpus * milli * (4 + random.nextInt(12)));
        return new Ask(gpus, milli, 0, cpuMilli, cpuMilli / 1000 * 4096, 1, 1, allowed);
    }

    private void draw(List<Typical> mix) {
        double total = mix.stream().mapToDouble(Typical::weight).sum();
        while (drawn.size() < DRAWN) {
            double at = random.nextDouble() * total;
            int shape = 0;
            for (; shape < SHAPES - 1 && at >= mix.get(shape).weight(); shape++) {
                at -= mix.get(shape).weight();
            }
            drawn.add(mix.get(shape).ask());
        }
    }

    Frugal score() {
        return score;
    }

    /// The next ask that was drawn.
    Ask ask() {
        return drawn.get(next++ & (DRAWN - 1));
    }

    /// Rooms of nodes, as many.
    List<Room> rooms(int most) {
        List<Room> rooms = new ArrayList<>();
        for (int node = 0; node < packer.nodes() && rooms.size() < most; node++) {
            rooms.add(packer.room(node));
        }
        return rooms;
    }

    /// Where the next would go; it does not come.
    Optional<Spot> look() {
        return packer.find(ask());
    }

    /// The next comes, and others leave until the fleet is as full as before.
    Optional<Spot> turn() {
        Optional<Spot> there = arrive();
        while (used > full) {
            leave();
        }
        return there;
    }

    private Optional<Spot> arrive() {
        Ask ask = ask();
        Optional<Spot> there = packer.find(ask);
        if (there.isPresent()) {
            packer.put(there.get(), ask);
            standing.add(new Standing(there.get(), ask));
            used += ask.totalMilli();
        }
        return there;
    }

    private void leave() {
        int leaver = random.nextInt(standing.size());
        Standing leaves = standing.set(leaver, standing.getLast());
        standing.removeLast();
        packer.take(leaves.spot(), leaves.ask());
        used -= leaves.ask().totalMilli();
    }

    /// All that was thought of rooms is forgotten, as it is when the mix is learned anew.
    void forget() {
        packer.judgeBy(score);
    }
}
