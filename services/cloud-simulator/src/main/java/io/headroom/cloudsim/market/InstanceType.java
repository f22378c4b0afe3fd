package io.headroom.cloudsim.market;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/// A kind of machine that a provider sells, as the catalogue declares it.
public record InstanceType(
        String name,
        String gpuModel,
        @Nullable String accelerator,
        int gpus,
        int gpuMemoryMib,
        int vcpus,
        int memoryMib,
        Usd hourly,
        double spot,
        Duration boot,
        int perZone,
        double reclaims) {

    public InstanceType {
        if (gpus < 0 || vcpus < 1 || memoryMib < 1 || perZone < 0) {
            throw new IllegalArgumentException("not a machine: " + name);
        }
        if (spot <= 0 || spot > 1) {
            throw new IllegalArgumentException(
                    name + ": the spot share must be above 0 and at most 1");
        }
        if (reclaims < 0) {
            throw new IllegalArgumentException(name + ": interruptions cannot be negative");
        }
    }

    /// The accelerator's name on the wire; providers that do not name accelerators use the model.
    public String acceleratorName() {
        return accelerator == null ? gpuModel : accelerator;
    }

    /// The GPU as Headroom calls it: some models come in two sizes under one name of the provider's.
    public String model() {
        return switch (gpuModel) {
            case "A100" -> gpuMemoryMib > 60_000 ? "A100-80GB" : "A100-40GB";
            case "V100" -> gpuMemoryMib > 24_000 ? "V100M32" : "V100M16";
            default -> gpuModel;
        };
    }
}
