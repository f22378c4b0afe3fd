package io.headroom.contracts.pool;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.check.Checks;

/// What a node of an instance type offers to replicas.
public record NodeTemplate(
        String instanceType, GpuModel gpuModel, int gpus, int cpuMillis, int memoryMib) {

    public static final int MAX_GPUS = 16;

    public NodeTemplate {
        new Checks()
                .present(instanceType, "instanceType")
                .present(gpuModel, "gpuModel")
                .range(gpus, 0, MAX_GPUS, "gpus")
                .range(cpuMillis, 1, 10_000_000, "cpuMillis")
                .range(memoryMib, 1, 100_000_000, "memoryMib")
                .done();
    }

    /// Whether one replica of the shape fits onto an empty node.
    public boolean holds(Shape shape) {
        return shape.allows(gpuModel)
                && shape.gpus() <= gpus
                && shape.gpuMemoryMib() <= gpuModel.memoryMib()
                && shape.cpuMillis() <= cpuMillis
                && shape.memoryMib() <= memoryMib;
    }
}
