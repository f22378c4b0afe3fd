package io.headroom.engine.fleet;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.capacity.MigProfile;
import io.headroom.contracts.capacity.Shape;

/// What is free on one GPU of a node.
///
/// @param slotsTaken the slots that MIG instances take of it, as bits; 0 if it is not in MIG mode. Nothing else stands on it while it is
public record Device(int index, int milliFree, int memoryFreeMib, int slotsTaken) {

    /// Whether nobody uses it.
    public boolean isUntouched(GpuModel model) {
        return milliFree == Shape.WHOLE && memoryFreeMib == model.memoryMib() && slotsTaken == 0;
    }

    /// GPU memory that a replica takes of a device: all of it for whole ones, what it asked for or its part of it for a share, what is the
    /// profile's for a MIG instance.
    public static int memoryMib(Shape shape, GpuModel model) {
        MigProfile mig = shape.mig();
        if (mig != null) {
            return mig.memoryMib(model);
        }
        if (!shape.isShare()) {
            return model.memoryMib();
        }
        return shape.gpuMemoryMib() > 0
                ? shape.gpuMemoryMib()
                : (int) ((long) model.memoryMib() * shape.milliGpu() / Shape.WHOLE);
    }
}
