package io.headroom.contracts.workload;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.check.Checks;

/// The GPUs that each replica asks for: whole ones by count, or a share of one.
///
/// @param count whole GPUs, 1 to 16
/// @param models allowed models; empty or absent means any
/// @param milli share of one GPU in thousandths, 1 to 999; absent for whole GPUs
/// @param memoryMib GPU memory of the share; absent for whole GPUs
public record GpuRequest(
        @Nullable Integer count,
        @Nullable List<GpuModel> models,
        @Nullable Integer milli,
        @Nullable Integer memoryMib) {

    public GpuRequest {
        count = count == null ? 1 : count;
        models = models == null ? List.of() : List.copyOf(models);
        new Checks()
                .range(count, 1, 16, "count")
                .that(
                        milli == null || (milli >= 1 && milli < Shape.WHOLE),
                        "milli",
                        "must be from 1 to 999; leave it out for whole GPUs")
                .that(
                        milli == null || count == 1,
                        "count",
                        "a share is of one GPU: count must be 1")
                .that(
                        memoryMib == null || milli != null,
                        "memoryMib",
                        "goes with a share (milli); whole GPUs bring all their memory")
                .that(
                        memoryMib == null || (memoryMib >= 1 && memoryMib <= 1_000_000),
                        "memoryMib",
                        "must be from 1 to 1000000")
                .done();
    }

    @Override
    public Integer count() {
        return count == null ? 1 : count;
    }

    @Override
    public List<GpuModel> models() {
        return models == null ? List.of() : models;
    }

    public Shape shape(int cpuMillis, int memoryMibOfNode) {
        return new Shape(
                models(),
                count(),
                milli == null ? Shape.WHOLE : milli,
                memoryMib == null ? 0 : memoryMib,
                cpuMillis,
                memoryMibOfNode);
    }
}
