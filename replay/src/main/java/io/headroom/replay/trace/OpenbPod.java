package io.headroom.replay.trace;

import java.util.List;

import io.headroom.contracts.capacity.GpuModel;

/// A row of an openb pod list.
///
/// @param gpus how many GPUs; 0 for a pod without
/// @param gpuMilli of each of them, at most 1000
/// @param models allowed models; empty means any
/// @param createdAt second of the trace; -1 where the list has no times
/// @param deletedAt likewise
public record OpenbPod(
        String name,
        int cpuMilli,
        int memoryMib,
        int gpus,
        int gpuMilli,
        List<GpuModel> models,
        long createdAt,
        long deletedAt) {

    public static final long UNKNOWN = -1;

    public OpenbPod {
        models = List.copyOf(models);
    }

    public long totalMilli() {
        return (long) gpus * gpuMilli;
    }
}
