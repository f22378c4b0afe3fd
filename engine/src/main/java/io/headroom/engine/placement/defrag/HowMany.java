package io.headroom.engine.placement.defrag;

import io.headroom.contracts.capacity.MigProfile;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.engine.fleet.Device;
import io.headroom.engine.placement.packing.Slots;

/// Replicas that an empty node has room for.
final class HowMany {

    private HowMany() {}

    static int fit(NodeTemplate node, Shape shape) {
        int byCpu = node.cpuMillis() / Math.max(1, shape.cpuMillis());
        int byMemory = node.memoryMib() / Math.max(1, shape.memoryMib());
        return Math.min(byGpus(node, shape), Math.min(byCpu, byMemory));
    }

    private static int byGpus(NodeTemplate node, Shape shape) {
        MigProfile mig = shape.mig();
        if (mig != null) {
            return node.gpus()
                    * mig.on(node.gpuModel()).map(slice -> Slots.howMany(slice, 0)).orElse(0);
        }
        if (shape.isShare()) {
            int memory = Device.memoryMib(shape, node.gpuModel());
            int byMemory = memory == 0 ? Integer.MAX_VALUE : node.gpuModel().memoryMib() / memory;
            return node.gpus() * Math.min(Shape.WHOLE / shape.milliGpu(), byMemory);
        }
        return shape.gpus() == 0 ? Integer.MAX_VALUE : node.gpus() / shape.gpus();
    }
}
