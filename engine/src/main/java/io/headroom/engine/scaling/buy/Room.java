package io.headroom.engine.scaling.buy;

import java.util.Arrays;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.capacity.MigProfile;
import io.headroom.contracts.capacity.MigProfile.Slice;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.Place;
import io.headroom.engine.placement.packing.Slots;

/// What is left of a node that is not there yet, while replicas are laid onto it on paper.
public final class Room {

    private final NodeTemplate template;
    private final Place place;
    private final int[] freeMilli;
    private final int[] freeGpuMemory;
    private final int[] slotsTaken;
    private int freeCpu;
    private int freeMemory;

    public Room(NodeTemplate template, Place place) {
        this.template = template;
        this.place = place;
        this.freeMilli = new int[template.gpus()];
        this.freeGpuMemory = new int[template.gpus()];
        this.slotsTaken = new int[template.gpus()];
        Arrays.fill(freeMilli, Shape.WHOLE);
        Arrays.fill(freeGpuMemory, template.gpuModel().memoryMib());
        this.freeCpu = template.cpuMillis();
        this.freeMemory = template.memoryMib();
    }

    private Room(Room from) {
        this.template = from.template;
        this.place = from.place;
        this.freeMilli = from.freeMilli.clone();
        this.freeGpuMemory = from.freeGpuMemory.clone();
        this.slotsTaken = from.slotsTaken.clone();
        this.freeCpu = from.freeCpu;
        this.freeMemory = from.freeMemory;
    }

    /// For trying something that may not come to pass.
    public Room copy() {
        return new Room(this);
    }

    Place place() {
        return place;
    }

    /// Of its GPUs, what replicas were laid onto; one in MIG mode is all of it.
    public int usedMilliGpu() {
        int used = 0;
        for (int milli : freeMilli) {
            used += Shape.WHOLE - milli;
        }
        return used;
    }

    GpuModel model() {
        return template.gpuModel();
    }

    /// Lays as many replicas as fit, at most `wanted`; answers how many it took.
    int take(Shape shape, int wanted) {
        int taken = 0;
        while (taken < wanted && takeOne(shape)) {
            taken++;
        }
        return taken;
    }

    private boolean takeOne(Shape shape) {
        if (!shape.allows(template.gpuModel())
                || shape.cpuMillis() > freeCpu
                || shape.memoryMib() > freeMemory) {
            return false;
        }
        if (!takeOfGpus(shape)) {
            return false;
        }
        freeCpu -= shape.cpuMillis();
        freeMemory -= shape.memoryMib();
        return true;
    }

    private boolean takeOfGpus(Shape shape) {
        MigProfile mig = shape.mig();
        if (mig != null) {
            return mig.on(template.gpuModel()).filter(this::takeInstance).isPresent();
        }
        return shape.isShare() ? takeShare(shape) : takeWhole(shape);
    }

    /// On a GPU in MIG mode if one has room, else on one that is free.
    private boolean takeInstance(Slice slice) {
        for (boolean opened : new boolean[] {false, true}) {
            for (int i = 0; i < slotsTaken.length; i++) {
                boolean candidate = opened ? freeMilli[i] == Shape.WHOLE : slotsTaken[i] != 0;
                int slot = candidate ? Slots.best(slice, slotsTaken[i]) : Slots.NOWHERE;
                if (slot != Slots.NOWHERE) {
                    slotsTaken[i] |= slice.mask(slot);
                    freeMilli[i] = 0;
                    freeGpuMemory[i] = 0;
                    return true;
                }
            }
        }
        return false;
    }

    private boolean takeShare(Shape shape) {
        int best = -1;
        for (int i = 0; i < freeMilli.length; i++) {
            boolean fits =
                    freeMilli[i] >= shape.milliGpu() && freeGpuMemory[i] >= shape.gpuMemoryMib();
            if (fits && (best < 0 || freeMilli[i] < freeMilli[best])) {
                best = i;
            }
        }
        if (best < 0) {
            return false;
        }
        freeMilli[best] -= shape.milliGpu();
        freeGpuMemory[best] -= shape.gpuMemoryMib();
        return true;
    }

    private boolean takeWhole(Shape shape) {
        int free = 0;
        for (int milli : freeMilli) {
            free += milli == Shape.WHOLE ? 1 : 0;
        }
        if (free < shape.gpus()) {
            return false;
        }
        int left = shape.gpus();
        for (int i = 0; i < freeMilli.length && left > 0; i++) {
            if (freeMilli[i] == Shape.WHOLE) {
                freeMilli[i] = 0;
                freeGpuMemory[i] = 0;
                left--;
            }
        }
        return true;
    }
}
