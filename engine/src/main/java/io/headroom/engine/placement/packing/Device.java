package io.headroom.engine.placement.packing;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.MigProfile.Slice;

/// What is free on one device, as one number: milli-GPU above, MiB of its memory below, so that sorting sorts by milli-GPU first. Of one in
/// MIG mode nothing is free in that sense; the slots that its instances take stand between the two.
final class Device {

    private static final int MEMORY_BITS = 24;
    private static final int MEMORY = (1 << MEMORY_BITS) - 1;
    private static final int ALL_SLOTS = 0xFF;

    private Device() {}

    static long of(int milli, int memoryMib) {
        return ((long) milli << 32) | memoryMib;
    }

    /// One in MIG mode.
    static long ofSlots(int taken) {
        return (long) (taken & ALL_SLOTS) << MEMORY_BITS;
    }

    static int milli(long device) {
        return (int) (device >>> 32);
    }

    static int memoryMib(long device) {
        return (int) device & MEMORY;
    }

    /// The slots that instances take, as bits; 0 if it is not in MIG mode.
    static int slots(long device) {
        return (int) (device >>> MEMORY_BITS) & ALL_SLOTS;
    }

    static boolean fits(long device, Ask ask, Kind kind) {
        if (ask.isMig()) {
            return slot(device, ask, kind) != Slots.NOWHERE;
        }
        return milli(device) >= ask.milli() && memoryMib(device) >= ask.gpuMemoryMib(kind);
    }

    /// Where an instance begins that is put here now; [Slots#NOWHERE] if it cannot be.
    static int slot(long device, Ask ask, Kind kind) {
        @Nullable Slice slice = ask.slice(kind);
        int taken = slots(device);
        return slice == null || (taken == 0 && device != kind.untouched())
                ? Slots.NOWHERE
                : Slots.best(slice, taken);
    }

    static long minus(long device, Ask ask, Kind kind) {
        if (ask.isMig()) {
            return minus(device, ask, kind, slot(device, ask, kind));
        }
        return ask.whole()
                ? 0
                : of(milli(device) - ask.milli(), memoryMib(device) - ask.gpuMemoryMib(kind));
    }

    /// With an instance that begins at that slot.
    static long minus(long device, Ask ask, Kind kind, int slot) {
        int mask = mask(ask, kind, slot);
        boolean free = slots(device) != 0 || device == kind.untouched();
        if (!free || (slots(device) & mask) != 0) {
            throw new IllegalStateException(
                    "slot " + slot + " is taken, it has no room for " + ask);
        }
        return ofSlots(slots(device) | mask);
    }

    static long plus(long device, Ask ask, Kind kind) {
        return ask.whole()
                ? kind.untouched()
                : of(milli(device) + ask.milli(), memoryMib(device) + ask.gpuMemoryMib(kind));
    }

    /// Without an instance that begins at that slot.
    static long plus(long device, Ask ask, Kind kind, int slot) {
        int left = slots(device) & ~mask(ask, kind, slot);
        return left == 0 ? kind.untouched() : ofSlots(left);
    }

    private static int mask(Ask ask, Kind kind, int slot) {
        @Nullable Slice slice = ask.slice(kind);
        if (slice == null || slot < 0 || !slice.mayBeginAt(slot)) {
            throw new IllegalStateException(ask + " cannot begin at slot " + slot);
        }
        return slice.mask(slot);
    }
}
