package io.headroom.replay.compare;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.pool.CapacityType;

/// What can be bought in a replay, and how many nodes of it are kept stopped.
public record MarketFile(List<Type> types) {

    public MarketFile {
        types = List.copyOf(types);
        if (types.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one type of node to buy");
        }
    }

    /// Nodes that are stopped instead of ended.
    ///
    /// @param max so many at most; absent: as many as may run; @param diskPerHour what each costs meanwhile
    public record Warm(@Nullable Integer max, Money diskPerHour) {
        public Warm {
            if ((max != null && max < 0) || diskPerHour.compareTo(Money.ZERO) < 0) {
                throw new IllegalArgumentException(
                        "warm: neither max nor diskPerHour may be negative");
            }
        }
    }

    /// One type of node.
    ///
    /// @param limit nodes of it that a zone has; absent means enough
    /// @param max nodes of it at most; absent means 100000
    /// @param minimumBillingSeconds 60 if absent
    /// @param interruptionPerHour chance that a spot node is taken back within an hour
    /// @param warm absent: as many as the request says for all, at the usual price of a disk
    public record Type(
            String instanceType,
            GpuModel gpuModel,
            int gpus,
            int cpuMillis,
            int memoryMib,
            Money pricePerHour,
            @Nullable CapacityType capacityType,
            @Nullable List<String> zones,
            @Nullable Integer limit,
            @Nullable Integer max,
            @Nullable Integer minimumBillingSeconds,
            @Nullable Double interruptionPerHour,
            @Nullable Warm warm) {

        public Type {
            boolean sane =
                    gpus >= 1
                            && pricePerHour.micros() > 0
                            && (max == null || max >= 1)
                            && (limit == null || limit >= 0)
                            && (minimumBillingSeconds == null || minimumBillingSeconds >= 0);
            if (!sane) {
                throw new IllegalArgumentException(
                        instanceType
                                + ": gpus, pricePerHour and max must be positive, limit and"
                                + " minimumBillingSeconds not negative");
            }
        }
    }
}
