package io.headroom.engine.placement.packing;

import java.util.BitSet;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.MigProfile.Slice;

/// What one replica needs, in numbers.
public final class Ask {

    /// An occupant that fits every boundary: nobody is there.
    public static final int NOBODY = 0;

    private final int gpus;
    private final int milli;
    private final int gpuMemoryMib;
    private final int cpuMilli;
    private final int memoryMib;
    private final int environment;
    private final int tenant;
    private final BitSet kinds;
    private final List<@Nullable Slice> slices;

    /// @param gpus how many devices
    /// @param milli of each device; [Kind#WHOLE] takes it entirely
    /// @param gpuMemoryMib of each device, for a share; 0 means in proportion to `milli`
    /// @param environment number of the environment, above 0
    /// @param tenant number of the tenant within its environment, above 0
    /// @param kinds indexes of the kinds of node that are allowed
    public Ask(
            int gpus,
            int milli,
            int gpuMemoryMib,
            int cpuMilli,
            int memoryMib,
            int environment,
            int tenant,
            BitSet kinds) {
        this(gpus, milli, gpuMemoryMib, cpuMilli, memoryMib, environment, tenant, kinds, List.of());
    }

    /// @param slices what the instance is on each kind of node, by the kind's index, if it asks for a MIG instance; else empty
    public Ask(
            int gpus,
            int milli,
            int gpuMemoryMib,
            int cpuMilli,
            int memoryMib,
            int environment,
            int tenant,
            BitSet kinds,
            List<@Nullable Slice> slices) {
        if (gpus < 0 || milli < 0 || milli > Kind.WHOLE || gpuMemoryMib < 0) {
            throw new IllegalArgumentException("an ask for " + gpus + " x " + milli + " milli-GPU");
        }
        if (cpuMilli < 0 || memoryMib < 0 || environment <= NOBODY || tenant <= NOBODY) {
            throw new IllegalArgumentException("an ask with negative CPU or memory, or of nobody");
        }
        this.gpus = milli == 0 ? 0 : gpus;
        this.milli = gpus == 0 ? 0 : milli;
        this.gpuMemoryMib = gpuMemoryMib;
        this.cpuMilli = cpuMilli;
        this.memoryMib = memoryMib;
        this.environment = environment;
        this.tenant = tenant;
        this.kinds = (BitSet) kinds.clone();
        this.slices = Collections.unmodifiableList(slices);
    }

    public int gpus() {
        return gpus;
    }

    public int milli() {
        return milli;
    }

    /// Memory of each device: what was asked for, else the same part of it as of the device's compute.
    int gpuMemoryMib(Kind kind) {
        if (kind.gpuMemoryMib() == 0) {
            return 0;
        }
        return gpuMemoryMib > 0
                ? gpuMemoryMib
                : (int) ((long) kind.gpuMemoryMib() * milli / Kind.WHOLE);
    }

    public int cpuMilli() {
        return cpuMilli;
    }

    public int memoryMib() {
        return memoryMib;
    }

    public long totalMilli() {
        return (long) gpus * milli;
    }

    public boolean allows(Kind kind) {
        return kinds.get(kind.index());
    }

    /// Whether it takes its devices entirely.
    public boolean whole() {
        return milli == Kind.WHOLE && slices.isEmpty();
    }

    /// Whether it asks for a MIG instance: it needs a device in MIG mode, or one that nobody uses.
    public boolean isMig() {
        return !slices.isEmpty();
    }

    /// What the instance is on such a node; null if its devices do not have the profile.
    @Nullable Slice slice(Kind kind) {
        return kind.index() < slices.size() ? slices.get(kind.index()) : null;
    }

    /// Who holds a node of this kind once this stands on it.
    int occupantOf(Kind kind) {
        return switch (kind.sharing()) {
            case ANYONE -> NOBODY;
            case ONE_ENVIRONMENT -> environment;
            case ONE_TENANT -> tenant;
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ask that
                && gpus == that.gpus
                && milli == that.milli
                && gpuMemoryMib == that.gpuMemoryMib
                && cpuMilli == that.cpuMilli
                && memoryMib == that.memoryMib
                && environment == that.environment
                && tenant == that.tenant
                && kinds.equals(that.kinds)
                && slices.equals(that.slices);
    }

    @Override
    public int hashCode() {
        int hash = gpus;
        hash = 31 * hash + milli;
        hash = 31 * hash + gpuMemoryMib;
        hash = 31 * hash + cpuMilli;
        hash = 31 * hash + memoryMib;
        hash = 31 * hash + environment;
        hash = 31 * hash + tenant;
        hash = 31 * hash + kinds.hashCode();
        return slices.isEmpty() ? hash : 31 * hash + slices.hashCode();
    }

    @Override
    public String toString() {
        return gpus
                + " x "
                + milli
                + " milli-GPU, "
                + cpuMilli
                + " milli-CPU, "
                + memoryMib
                + " MiB";
    }
}
