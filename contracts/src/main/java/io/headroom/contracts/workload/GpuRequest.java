package io.headroom.contracts.workload;

import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.capacity.MigProfile;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.check.Checks;

/// The GPUs that each replica asks for: whole ones by count, a share of one, or a MIG instance.
///
/// @param count whole GPUs, 1 to 16; one if only models are named
/// @param models allowed models; empty or absent means any
/// @param milli share of one GPU in thousandths, 1 to 999; absent for whole GPUs
/// @param memoryMib GPU memory of the share; absent for whole GPUs
/// @param mig the MIG profile of one instance, such as `2g.20gb`, instead of a count or a share
public record GpuRequest(
        @Nullable Integer count,
        @Nullable List<GpuModel> models,
        @Nullable Integer milli,
        @Nullable Integer memoryMib,
        @Nullable MigProfile mig) {

    public GpuRequest {
        boolean says =
                count != null
                        || milli != null
                        || memoryMib != null
                        || mig != null
                        || (models != null && !models.isEmpty());
        count = count == null ? 1 : count;
        models = models == null ? List.of() : List.copyOf(models);
        new Checks()
                .that(says, "count", "is required, or a share (milli), or an instance (mig)")
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
                .that(
                        mig == null || (milli == null && count == 1),
                        "mig",
                        "is one instance: it goes with no share (milli) and no count")
                .that(
                        mig == null
                                || models.isEmpty()
                                || !Collections.disjoint(models, modelsOf(mig)),
                        "mig",
                        "none of the allowed models has it; it is of " + modelsOf(mig))
                .done();
    }

    private static List<GpuModel> modelsOf(@Nullable MigProfile mig) {
        return mig == null ? List.of() : mig.models();
    }

    /// Whole GPUs, or a share of one.
    public GpuRequest(
            @Nullable Integer count,
            @Nullable List<GpuModel> models,
            @Nullable Integer milli,
            @Nullable Integer memoryMib) {
        this(count, models, milli, memoryMib, null);
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
        if (mig != null) {
            return new Shape(models(), 1, mig.milliGpu(), 0, cpuMillis, memoryMibOfNode, mig);
        }
        return new Shape(
                models(),
                count(),
                milli == null ? Shape.WHOLE : milli,
                memoryMib == null ? 0 : memoryMib,
                cpuMillis,
                memoryMibOfNode);
    }
}
