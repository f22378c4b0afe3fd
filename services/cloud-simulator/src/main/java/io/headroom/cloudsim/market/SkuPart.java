package io.headroom.cloudsim.market;

import java.math.BigDecimal;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/// A part of machines that a provider prices by itself: a core, a gibibyte of memory, a GPU.
///
/// @param name as the price list has it: `A2 Instance Core`
/// @param family the machines' names begin with it: `a2`
/// @param accelerator of a GPU alone: which of the family's machines have it
/// @param hourly of one, with up to nine decimals
/// @param spot what spot costs of that
public record SkuPart(
        Kind kind,
        String name,
        String family,
        @Nullable String accelerator,
        BigDecimal hourly,
        double spot) {

    /// What is counted.
    public enum Kind {
        CORE,
        RAM,
        GPU
    }

    public boolean isIn(InstanceType type) {
        return type.name().startsWith(family.toLowerCase(Locale.ROOT) + "-")
                && (accelerator == null || accelerator.equals(type.accelerator()));
    }

    /// How much of it a machine has: cores, gibibytes, GPUs.
    public BigDecimal in(InstanceType type) {
        return switch (kind) {
            case CORE -> BigDecimal.valueOf(type.vcpus());
            case RAM ->
                    BigDecimal.valueOf(type.memoryMib()).divide(BigDecimal.valueOf(MIB_PER_GIB));
            case GPU -> BigDecimal.valueOf(type.gpus());
        };
    }

    private static final int MIB_PER_GIB = 1024;
}
