package io.headroom.replay.gangs;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.pool.NodeTemplate;

/// The nodes of the replay: like openb's largest of eight GPUs, 16 CPUs and 96 GiB a GPU.
final class FleetShape {

    private static final int CPU_MILLIS = 16_000;
    private static final int MEMORY_MIB = 98_304;

    private FleetShape() {}

    static NodeTemplate template(GangRequest request) {
        int gpus = request.gpusPerNode();
        return new NodeTemplate("node", GpuModel.G2, gpus, gpus * CPU_MILLIS, gpus * MEMORY_MIB);
    }
}
