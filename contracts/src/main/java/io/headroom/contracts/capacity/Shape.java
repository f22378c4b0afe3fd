package io.headroom.contracts.capacity;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;

/// What one replica needs of a node.
///
/// @param models the GPU models it may run on, in catalogue order; empty means any
/// @param gpus whole GPUs, or 1 for a share
/// @param milliGpu the share of each GPU in thousandths: 1000 for whole ones
/// @param gpuMemoryMib memory of a shared GPU; 0 for whole ones
/// @param mig the MIG profile of the instance that it asks for; absent for whole GPUs and shares. `milliGpu` is its compute then
public record Shape(
        List<GpuModel> models,
        int gpus,
        int milliGpu,
        int gpuMemoryMib,
        int cpuMillis,
        int memoryMib,
        @Nullable MigProfile mig)
        implements Comparable<Shape> {

    public static final int WHOLE = 1000;

    private static final Comparator<Shape> ORDER =
            Comparator.comparingInt(Shape::totalMilliGpu)
                    .reversed()
                    .thenComparing(Shape::modelsLabel)
                    .thenComparingInt(Shape::gpuMemoryMib)
                    .thenComparingInt(Shape::cpuMillis)
                    .thenComparingInt(Shape::memoryMib)
                    .thenComparingInt(Shape::gpus)
                    .thenComparing(Shape::migLabel);

    public Shape {
        models = models.stream().distinct().sorted().toList();
        new Checks()
                .range(gpus, 0, 16, "gpus")
                .range(milliGpu, gpus == 0 ? 0 : 1, WHOLE, "milliGpu")
                .that(milliGpu == WHOLE || gpus <= 1, "milliGpu", "a share is of one GPU")
                .range(gpuMemoryMib, 0, 1_000_000, "gpuMemoryMib")
                .range(cpuMillis, 0, 10_000_000, "cpuMillis")
                .range(memoryMib, 0, 100_000_000, "memoryMib")
                .that(
                        mig == null || (gpus == 1 && milliGpu == mig.milliGpu()),
                        "mig",
                        "an instance is of one GPU and has the compute of its profile")
                .done();
    }

    /// Whole GPUs, or a share of one.
    public Shape(
            List<GpuModel> models,
            int gpus,
            int milliGpu,
            int gpuMemoryMib,
            int cpuMillis,
            int memoryMib) {
        this(models, gpus, milliGpu, gpuMemoryMib, cpuMillis, memoryMib, null);
    }

    /// A share of one GPU that software keeps apart; a MIG instance is none.
    public boolean isShare() {
        return mig == null && gpus == 1 && milliGpu < WHOLE;
    }

    /// Whether it may run on this model, and the model has its MIG profile.
    public boolean allows(GpuModel model) {
        return (models.isEmpty() || models.contains(model))
                && (mig == null || mig.on(model).isPresent());
    }

    private String migLabel() {
        return mig == null ? "" : mig.label();
    }

    /// What the replica takes of GPUs altogether, in thousandths of one.
    public int totalMilliGpu() {
        return gpus * milliGpu;
    }

    /// The allowed models as one word: `any`, `H100`, `H100+H200`.
    public String modelsLabel() {
        return models.isEmpty()
                ? "any"
                : models.stream().map(GpuModel::label).collect(Collectors.joining("+"));
    }

    @Override
    public int compareTo(Shape other) {
        return ORDER.compare(this, other);
    }

    /// For people: `8 x H100`, `0.5 x any`, `2g.20gb of H100`.
    public String describe() {
        if (mig != null) {
            return mig + " of " + modelsLabel();
        }
        String count = isShare() ? String.valueOf(milliGpu / 1000.0) : String.valueOf(gpus);
        return count + " x " + modelsLabel();
    }
}
