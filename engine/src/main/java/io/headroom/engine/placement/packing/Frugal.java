package io.headroom.engine.placement.packing;

/// The score Headroom packs by: prefer where the least free GPU is lost to the typical mix, and where what stays behind is even.
/// How the weights were found and what else was tried is told in the decision record on the placement score.
///
/// @param mix the typical mix of requests
/// @param weights what each consideration counts
public record Frugal(Mix mix, Weights weights) implements Score {

    /// What each consideration counts, in GPUs lost.
    ///
    /// @param emptiness for each GPU left free on the node: fill what is nearly full first
    /// @param imbalance for the difference between the free part of CPU and of GPU
    /// @param reuse for a share that goes on a GPU already in use
    public record Weights(double emptiness, double imbalance, double reuse) {
        public static final Weights USUAL = new Weights(0.025, 0.75, 0.2);
    }

    @Override
    public double worth(Room room) {
        return mix.fragmentation(room);
    }

    @Override
    public double of(Room before, double worthBefore, Room after, Ask ask, int device) {
        double lost = (mix.fragmentation(after) - worthBefore) / Kind.WHOLE;
        double score = -lost - weights.emptiness * after.totalMilli() / Kind.WHOLE;
        score -= weights.imbalance * imbalance(after);
        if (ask.gpus() == 1 && !ask.whole() && before.milli(device) < Kind.WHOLE) {
            score += weights.reuse;
        }
        return score;
    }

    private static double imbalance(Room room) {
        Kind kind = room.kind();
        if (kind.gpus() == 0 || kind.cpuMilli() == 0) {
            return 0;
        }
        double cpu = (double) room.cpuMilli() / kind.cpuMilli();
        double gpu = (double) room.totalMilli() / (kind.gpus() * Kind.WHOLE);
        return Math.abs(cpu - gpu);
    }
}
