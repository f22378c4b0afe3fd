package io.headroom.placement.pool;

import io.headroom.contracts.capacity.MigProfile;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.pool.NodeTemplate;

/// How many replicas of a shape an empty node has room for.
final class MostOnOne {

    private MostOnOne() {}

    static long of(NodeTemplate t, Shape shape) {
        if (!t.holds(shape)) {
            return 0;
        }
        long byGpu = byGpu(t, shape);
        long byCpu = shape.cpuMillis() == 0 ? byGpu : t.cpuMillis() / shape.cpuMillis();
        long byMemory = shape.memoryMib() == 0 ? byGpu : t.memoryMib() / shape.memoryMib();
        return Math.min(byGpu, Math.min(byCpu, byMemory));
    }

    private static long byGpu(NodeTemplate t, Shape shape) {
        MigProfile mig = shape.mig();
        if (mig != null) {
            // Instances of one profile fill a GPU when each begins where one may.
            return (long) t.gpus() * mig.on(t.gpuModel()).map(s -> s.starts().size()).orElse(0);
        }
        return shape.isShare()
                ? (long) t.gpus() * (Shape.WHOLE / shape.milliGpu())
                : t.gpus() / Math.max(1, shape.gpus());
    }
}
