package io.headroom.replay.gangs;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.pool.NodeTemplate;

/// The nodes of the replay: like openb's larger ones of eight GPUs, 12 CPUs and 48 GiB a GPU.
final class FleetShape {

    private static final int CPU_MILLIS = 12_000;
    private static final int MEMORY_MIB = 49_152;

    private FleetShape() {}

    static NodeTemplate template(GangRequest request) {
        int gpus = request.gpusPerNode();
        return new NodeTemplate("node", GpuModel.G2, gpus, gpus * CPU_MILLIS, gpus * MEMORY_MIB);
    }
}
