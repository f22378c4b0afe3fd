package io.headroom.replay.rival;

import java.util.Optional;

import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Kind;
import io.headroom.engine.placement.packing.Packer;
import io.headroom.engine.placement.packing.Room;
import io.headroom.engine.placement.packing.Spot;

/// The published GPU clustering: nodes that hold only requests of the same size first, then nodes that hold some, then unused ones, then
/// the rest; among alike the fullest, in whole points; the tightest GPU.
public final class GpuClustering implements Placing {

    /// Room for each count of whole GPUs, and 0 for shares.
    private static final int SIZES = 32;

    private static final int QUARTER = 25;

    private final int[][] held;

    public GpuClustering(int nodes) {
        held = new int[nodes][SIZES];
    }

    @Override
    public Optional<Spot> choose(Packer packer, Ask ask) {
        int best = -1;
        int bestNode = -1;
        for (int node : packer.fits(ask)) {
            int points = ask.gpus() == 0 ? 0 : points(packer.room(node), held[node], size(ask));
            if (points > best) {
                best = points;
                bestNode = node;
            }
        }
        if (bestNode < 0) {
            return Optional.empty();
        }
        int tightest = packer.room(bestNode).firstFit(ask);
        return Optional.of(packer.spot(bestNode, ask, tightest));
    }

    @Override
    public void placed(Spot spot, Ask ask) {
        if (ask.gpus() > 0) {
            held[spot.node()][size(ask)]++;
        }
    }

    private static int size(Ask ask) {
        return ask.milli() == Kind.WHOLE ? ask.gpus() : 0;
    }

    private static int points(Room room, int[] held, int size) {
        int full = QUARTER * (8 * Kind.WHOLE - room.totalMilli()) / (8 * Kind.WHOLE);
        int sizes = 0;
        for (int count : held) {
            sizes += count > 0 ? 1 : 0;
        }
        if (held[size] > 0) {
            return full + (sizes == 1 ? 3 : 2) * QUARTER;
        }
        return full + (sizes == 0 ? QUARTER : 0);
    }
}
