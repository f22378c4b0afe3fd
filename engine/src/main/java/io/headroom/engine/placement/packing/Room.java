package io.headroom.engine.placement.packing;

import java.util.Arrays;

/// What is left on a node, devices in ascending order of what they have free: two nodes with the same room are the same to every
/// decision, so that a decision looks at rooms, not at nodes.
public final class Room {

    private final Kind kind;
    private final int occupant;
    private final int cpuMilli;
    private final int memoryMib;
    private final long[] devices;
    private final int wholeFree;
    private final int totalMilli;
    private final int hash;

    Room(Kind kind, int occupant, int cpuMilli, int memoryMib, long[] sortedDevices) {
        this.kind = kind;
        this.occupant = occupant;
        this.cpuMilli = cpuMilli;
        this.memoryMib = memoryMib;
        this.devices = sortedDevices;
        int whole = 0;
        int total = 0;
        long untouched = kind.untouched();
        int hashing = 31 * (31 * (31 * kind.index() + occupant) + cpuMilli) + memoryMib;
        for (long device : sortedDevices) {
            if (device == untouched) {
                whole++;
            }
            total += Device.milli(device);
            hashing = 31 * hashing + Long.hashCode(device * 0x9E3779B97F4A7C15L);
        }
        this.wholeFree = whole;
        this.totalMilli = total;
        this.hash = hashing ^ (hashing >>> 15);
    }

    /// What such a node has left.
    public static Room of(Packer.Start start) {
        long[] sorted = new long[start.milliFree().size()];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = start.device(i);
        }
        Arrays.sort(sorted);
        return new Room(
                start.kind(), start.occupant(), start.cpuFree(), start.memoryFree(), sorted);
    }

    /// How many replicas with this ask fit here, at most so many.
    public int howMany(Ask ask, int most) {
        Room left = this;
        int fit = 0;
        for (int first = firstFit(ask); fit < most && first >= 0; first = left.firstFit(ask)) {
            left = left.minus(ask, first);
            fit++;
        }
        return fit;
    }

    int occupant() {
        return occupant;
    }

    public Kind kind() {
        return kind;
    }

    public int cpuMilli() {
        return cpuMilli;
    }

    public int memoryMib() {
        return memoryMib;
    }

    /// How many devices nobody uses.
    public int wholeFree() {
        return wholeFree;
    }

    /// Milli-GPU free on all devices together.
    public int totalMilli() {
        return totalMilli;
    }

    public int devices() {
        return devices.length;
    }

    /// Milli-GPU free on a device.
    public int milli(int device) {
        return Device.milli(devices[device]);
    }

    /// Milli-GPU free on each device, whichever of its compute and its memory runs out first, ascending.
    int[] usable() {
        int[] usable = new int[devices.length];
        for (int i = 0; i < devices.length; i++) {
            int milli = usable(devices[i]);
            int at = i;
            // Nearly always in order already.
            for (; at > 0 && usable[at - 1] > milli; at--) {
                usable[at] = usable[at - 1];
            }
            usable[at] = milli;
        }
        return usable;
    }

    /// Most devices are all free or all taken, and need no division.
    private int usable(long device) {
        int milli = Device.milli(device);
        return milli == 0 || device == kind.untouched() || kind.gpuMemoryMib() == 0
                ? milli
                : (int)
                        Math.min(
                                milli,
                                (long) Device.memoryMib(device) * Kind.WHOLE / kind.gpuMemoryMib());
    }

    /// The slots that instances take of a device, as bits; 0 if it is not in MIG mode.
    int slots(int device) {
        return Device.slots(devices[device]);
    }

    long device(int device) {
        return devices[device];
    }

    /// The first device that can take the ask, or -1 if the ask fits nowhere here; 0 for an ask without devices.
    public int firstFit(Ask ask) {
        if (!ask.allows(kind) || ask.cpuMilli() > cpuMilli || ask.memoryMib() > memoryMib) {
            return -1;
        }
        if (occupant != Ask.NOBODY && occupant != ask.occupantOf(kind)) {
            return -1;
        }
        return firstDevice(ask);
    }

    /// Likewise by devices alone, whatever CPU, memory and whose node it is.
    public int firstDevice(Ask ask) {
        if (ask.gpus() == 0) {
            return 0;
        }
        if (ask.whole()) {
            return wholeFree >= ask.gpus() ? devices.length - ask.gpus() : -1;
        }
        return firstShare(ask);
    }

    private int firstShare(Ask ask) {
        int first = -1;
        int fitting = 0;
        for (int i = 0; i < devices.length; i++) {
            if (Device.fits(devices[i], ask, kind)) {
                first = first < 0 ? i : first;
                fitting++;
            }
        }
        return fitting >= ask.gpus() ? first : -1;
    }

    /// The next device after this one that would make a difference, or -1. Only a share of a single device has a choice: whole
    /// devices are alike.
    public int nextFit(Ask ask, int after) {
        if (ask.gpus() != 1 || ask.whole()) {
            return -1;
        }
        for (int i = after + 1; i < devices.length; i++) {
            if (devices[i] != devices[after] && Device.fits(devices[i], ask, kind)) {
                return i;
            }
        }
        return -1;
    }

    /// The room left when the ask is put on the devices from `first` on.
    public Room minus(Ask ask, int first) {
        long[] left = devices.clone();
        int missing = ask.gpus();
        for (int i = first; missing > 0; i++) {
            if (Device.fits(devices[i], ask, kind)) {
                left[i] = Device.minus(devices[i], ask, kind);
                missing--;
            }
        }
        sort(left);
        int holder = ask.occupantOf(kind) == Ask.NOBODY ? occupant : ask.occupantOf(kind);
        return new Room(kind, holder, cpuMilli - ask.cpuMilli(), memoryMib - ask.memoryMib(), left);
    }

    /// Few and nearly in order: a sort for many looks at them longer than this takes.
    static void sort(long[] devices) {
        for (int i = 1; i < devices.length; i++) {
            long device = devices[i];
            int at = i;
            for (; at > 0 && devices[at - 1] > device; at--) {
                devices[at] = devices[at - 1];
            }
            devices[at] = device;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Room that
                && hash == that.hash
                && kind.index() == that.kind.index()
                && occupant == that.occupant
                && cpuMilli == that.cpuMilli
                && memoryMib == that.memoryMib
                && Arrays.equals(devices, that.devices);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
