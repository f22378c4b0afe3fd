package io.headroom.replay.placement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Frugal;
import io.headroom.engine.placement.packing.Mix;
import io.headroom.engine.placement.packing.Packer;
import io.headroom.engine.placement.packing.Spot;

/// What a packer reaches that may look back: it begins with Headroom's packing under the told mix, and then exchanges pods that stand for
/// pods that were refused, wherever that fills more of a node, until nothing is gained any more. No policy that answers each pod as it
/// comes, and refuses none that fits, can be expected to reach it; it shows how much is left at most, give or take what a longer search
/// would find.
final class Hindsight {

    /// Later passes gain next to nothing.
    private static final int PASSES = 5;

    private record Standing(Spot spot, Ask ask) {}

    private static final Comparator<Ask> LARGE_AND_FRUGAL_FIRST =
            Comparator.comparingLong(Ask::totalMilli)
                    .reversed()
                    .thenComparingInt(Ask::cpuMilli)
                    .thenComparingInt(Ask::memoryMib)
                    .thenComparing(Ask::toString)
                    .thenComparingInt(Ask::hashCode);

    private final Packer packer;
    private final List<List<Standing>> standing = new ArrayList<>();
    private final Map<Ask, Integer> refused = new TreeMap<>(LARGE_AND_FRUGAL_FIRST);
    private long placedMilli;

    private Hindsight(Packer packer) {
        this.packer = packer;
        for (int node = 0; node < packer.nodes(); node++) {
            standing.add(new ArrayList<>());
        }
    }

    /// The part of the cluster's GPUs that is allocated in the end, in percent.
    static double allocationPercent(Cluster cluster, Arrivals arrivals, Mix told) {
        Packer packer =
                new Packer(cluster.empty(arrivals.nodes()), new Frugal(told, Frugal.Weights.USUAL));
        Hindsight hindsight = new Hindsight(packer);
        arrivals.pods().forEach(pod -> hindsight.arrive(cluster.ask(pod)));
        int passes = 0;
        long gained;
        do {
            gained = hindsight.exchange();
            passes++;
        } while (gained > 0 && passes < PASSES);
        return 100.0 * hindsight.placedMilli / cluster.totalMilli();
    }

    private void arrive(Ask ask) {
        Optional<Spot> spot = packer.find(ask);
        if (spot.isPresent()) {
            put(spot.get(), ask);
        } else {
            refused.merge(ask, 1, Integer::sum);
        }
    }

    private void put(Spot spot, Ask ask) {
        packer.put(spot, ask);
        standing.get(spot.node()).add(new Standing(spot, ask));
        placedMilli += ask.totalMilli();
    }

    private void take(Standing one) {
        packer.take(one.spot(), one.ask());
        standing.get(one.spot().node()).remove(one);
        placedMilli -= one.ask().totalMilli();
    }

    /// Tries each standing pod once against what was refused; answers the milli-GPU gained.
    private long exchange() {
        long before = placedMilli;
        for (int node = 0; node < packer.nodes(); node++) {
            for (Standing one : List.copyOf(standing.get(node))) {
                if (packer.room(node).totalMilli() > 0 && one.ask().gpus() > 0) {
                    exchange(one);
                }
            }
        }
        return placedMilli - before;
    }

    private void exchange(Standing one) {
        long before = placedMilli;
        take(one);
        List<Standing> instead = fill(one.spot().node());
        if (placedMilli > before) {
            instead.forEach(more -> refused.merge(more.ask(), -1, Integer::sum));
            refused.merge(one.ask(), 1, Integer::sum);
        } else {
            instead.reversed().forEach(this::take);
            put(one.spot(), one.ask());
        }
    }

    /// Puts refused pods on the node, large ones first.
    private List<Standing> fill(int node) {
        List<Standing> filled = new ArrayList<>();
        for (Map.Entry<Ask, Integer> some : refused.entrySet()) {
            Ask ask = some.getKey();
            for (int left = some.getValue(); left > 0 && ask.gpus() > 0; left--) {
                Optional<Spot> spot = packer.findOn(node, ask);
                if (spot.isEmpty()) {
                    break;
                }
                put(spot.get(), ask);
                filled.add(standing.get(node).getLast());
            }
        }
        return filled;
    }
}
