package io.headroom.replay.rival;

import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Room;
import io.headroom.engine.placement.packing.Score;

/// The published dot product: the node of which what is free points least the way of what is asked for; whole points.
public record DotProduct() implements Score {

    @Override
    public double worth(Room room) {
        return 0;
    }

    @Override
    public double of(Room before, double worthBefore, Room after, Ask ask, int device) {
        double cpu =
                before.cpuMilli()
                        / BestFit.MOST_CPU_MILLI
                        * ask.cpuMilli()
                        / BestFit.MOST_CPU_MILLI;
        double gpu =
                before.totalMilli()
                        / BestFit.MOST_GPU_MILLI
                        * ask.totalMilli()
                        / BestFit.MOST_GPU_MILLI;
        return (int) (BestFit.POINTS * (1 - (cpu + gpu) / 2));
    }
}
