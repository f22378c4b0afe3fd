package io.headroom.replay.rival;

import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Kind;
import io.headroom.engine.placement.packing.Room;
import io.headroom.engine.placement.packing.Score;

/// The published GPU packing: GPUs in use first, then free GPUs of nodes in use, then nodes that nobody uses; whole points.
public record GpuPacking() implements Score {

    private static final int IN_USE = BestFit.POINTS / 2;
    private static final int UNUSED = BestFit.POINTS / 3;

    @Override
    public double worth(Room room) {
        return 0;
    }

    @Override
    public double of(Room before, double worthBefore, Room after, Ask ask, int device) {
        if (ask.gpus() == 0) {
            return 0;
        }
        int free = before.wholeFree();
        if (free == before.devices()) {
            return Math.max(UNUSED - free, free);
        }
        int opened = free - after.wholeFree();
        if (opened > 0) {
            return Math.max(IN_USE - opened, UNUSED);
        }
        int left = before.milli(device) * BestFit.POINTS / Kind.WHOLE;
        return Math.max(BestFit.POINTS - left / 10, IN_USE);
    }
}
