package io.headroom.replay.rival;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Packer;
import io.headroom.engine.placement.packing.Room;
import io.headroom.engine.placement.packing.Spot;

/// Any node that fits, any GPU of it that fits.
public final class AtRandom implements Placing {

    private final SplittableRandom random;

    public AtRandom(long seed) {
        random = new SplittableRandom(seed);
    }

    @Override
    public Optional<Spot> choose(Packer packer, Ask ask) {
        int[] fitting = packer.fits(ask);
        if (fitting.length == 0) {
            return Optional.empty();
        }
        int node = fitting[random.nextInt(fitting.length)];
        Room room = packer.room(node);
        List<Integer> devices = new ArrayList<>();
        for (int at = room.firstFit(ask); at >= 0; at = room.nextFit(ask, at)) {
            devices.add(at);
        }
        int device = devices.get(random.nextInt(devices.size()));
        return Optional.of(packer.spot(node, ask, device));
    }
}
