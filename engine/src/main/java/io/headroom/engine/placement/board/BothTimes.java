package io.headroom.engine.placement.board;

import java.util.ArrayList;
import java.util.List;

import io.headroom.contracts.capacity.Shape;
import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Packer;

/// The room that a node has now and will have later, too, when somebody for whom it is kept stands there.
final class BothTimes {

    private BothTimes() {}

    static Packer.Start of(Packer.Start now, Packer.Start then) {
        List<Integer> milli = new ArrayList<>();
        List<Integer> memory = new ArrayList<>();
        List<Integer> slots = new ArrayList<>();
        for (int i = 0; i < now.milliFree().size(); i++) {
            milli.add(Math.min(now.milliFree().get(i), then.milliFree().get(i)));
            memory.add(Math.min(now.gpuMemoryFree().get(i), then.gpuMemoryFree().get(i)));
            slots.add(slots(now, then, i));
        }
        int occupant = now.occupant() == Ask.NOBODY ? then.occupant() : now.occupant();
        boolean agreed = then.occupant() == Ask.NOBODY || then.occupant() == occupant;
        return new Packer.Start(
                now.kind(),
                agreed ? occupant : Feasible.NO_ONE_ELSE,
                now.replicas() + then.replicas(),
                Math.min(now.cpuFree(), then.cpuFree()),
                Math.min(now.memoryFree(), then.memoryFree()),
                milli,
                memory,
                slots);
    }

    /// Slots that are taken once or the other time; all of a device that is in MIG mode once and used otherwise the other time.
    private static int slots(Packer.Start now, Packer.Start then, int device) {
        int taken = now.slotsTaken().get(device) | then.slotsTaken().get(device);
        return taken != 0 && (isUsedOtherwise(now, device) || isUsedOtherwise(then, device))
                ? Feasible.NO_SLOT
                : taken;
    }

    private static boolean isUsedOtherwise(Packer.Start start, int device) {
        return start.slotsTaken().get(device) == 0 && start.milliFree().get(device) < Shape.WHOLE;
    }
}
