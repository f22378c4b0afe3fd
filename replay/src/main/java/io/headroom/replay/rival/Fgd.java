package io.headroom.replay.rival;

import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Kind;
import io.headroom.engine.placement.packing.Mix;
import io.headroom.engine.placement.packing.Room;
import io.headroom.engine.placement.packing.Score;

/// The published fragmentation gradient descent ("Beware of Fragmentation", ATC '23): where the least GPU is lost to the typical mix,
/// which it is told in advance. Its scores are whole points of a sigmoid, and both that and the first of equals matter.
public record Fgd(Mix mix) implements Score {

    @Override
    public double worth(Room room) {
        return mix.fragmentation(room);
    }

    @Override
    public double of(Room before, double worthBefore, Room after, Ask ask, int device) {
        double saved = (worthBefore - mix.fragmentation(after)) / Kind.WHOLE;
        return (int) (BestFit.POINTS / (1 + Math.exp(-saved)));
    }
}
