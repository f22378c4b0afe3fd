package io.headroom.engine.fleet;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.capacity.Shape;

/// What is free on one GPU of a node.
public record Device(int index, int milliFree, int memoryFreeMib) {

    /// GPU memory that a replica takes of a device: all of it for whole ones, what it asked for or its part of it for a share.
    public static int memoryMib(Shape shape, GpuModel model) {
        if (!shape.isShare()) {
            return model.memoryMib();
        }
        return shape.gpuMemoryMib() > 0
                ? shape.gpuMemoryMib()
                : (int) ((long) model.memoryMib() * shape.milliGpu() / Shape.WHOLE);
    }
}
