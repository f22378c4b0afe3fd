package io.headroom.replay.placement;

import java.util.List;
import java.util.Optional;

import io.headroom.engine.placement.packing.Frugal.Weights;
import io.headroom.engine.placement.packing.Score;
import io.headroom.replay.rival.AtRandom;
import io.headroom.replay.rival.BestFit;
import io.headroom.replay.rival.DotProduct;
import io.headroom.replay.rival.Fgd;
import io.headroom.replay.rival.GpuClustering;
import io.headroom.replay.rival.GpuPacking;
import io.headroom.replay.rival.LearnedMix;
import io.headroom.replay.rival.Placing;
import io.headroom.replay.trace.OpenbPod;

/// The policies that are compared: the published ones, and Headroom's.
public enum Policy {
    RANDOM("random"),
    DOT_PRODUCT("dot-product"),
    GPU_CLUSTERING("gpu-clustering"),
    GPU_PACKING("gpu-packing"),
    BEST_FIT("best-fit"),
    FGD("fgd"),
    HEADROOM("headroom");

    private final String label;

    Policy(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    public static Optional<Policy> find(String label) {
        return List.of(values()).stream().filter(policy -> policy.label.equals(label)).findFirst();
    }

    /// @param list the whole list of pods: what FGD is told in advance
    Score score(Cluster cluster, List<OpenbPod> list) {
        return switch (this) {
            case RANDOM, GPU_CLUSTERING, BEST_FIT -> new BestFit();
            case DOT_PRODUCT -> new DotProduct();
            case GPU_PACKING -> new GpuPacking();
            case FGD -> new Fgd(ToldMix.of(cluster, list));
            case HEADROOM -> LearnedMix.ignorant(cluster.kinds(), Weights.USUAL);
        };
    }

    Placing placing(Cluster cluster, long seed) {
        return switch (this) {
            case RANDOM -> new AtRandom(seed);
            case GPU_CLUSTERING -> new GpuClustering(cluster.nodes().size());
            case DOT_PRODUCT, GPU_PACKING, BEST_FIT, FGD -> Placing.byScore();
            case HEADROOM -> new LearnedMix(cluster.kinds(), Weights.USUAL);
        };
    }
}
