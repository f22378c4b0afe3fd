package io.headroom.replay.rival;

import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Room;
import io.headroom.engine.placement.packing.Score;

/// The published best fit: the node with the least CPU and GPU left, each as a part of the largest machine there is; whole points.
public record BestFit() implements Score {

    /// The largest machine of openb, by which published scores are scaled.
    static final double MOST_CPU_MILLI = 128_000;

    static final double MOST_GPU_MILLI = 8_000;

    /// Published scores run from 0 to 100, in whole numbers.
    static final int POINTS = 100;

    @Override
    public double worth(Room room) {
        return 0;
    }

    @Override
    public double of(Room before, double worthBefore, Room after, Ask ask, int device) {
        double left =
                0.5 * after.cpuMilli() / MOST_CPU_MILLI + 0.5 * after.totalMilli() / MOST_GPU_MILLI;
        return (int) ((1 - left) * POINTS);
    }
}
