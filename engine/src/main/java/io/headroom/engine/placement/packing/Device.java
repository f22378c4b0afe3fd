package io.headroom.engine.placement.packing;

/// What is free on one device, as one number: milli-GPU above, MiB of its memory below, so that sorting sorts by milli-GPU first.
final class Device {

    private Device() {}

    static long of(int milli, int memoryMib) {
        return ((long) milli << 32) | memoryMib;
    }

    static int milli(long device) {
        return (int) (device >>> 32);
    }

    static int memoryMib(long device) {
        return (int) device;
    }

    static boolean fits(long device, Ask ask, Kind kind) {
        return milli(device) >= ask.milli() && memoryMib(device) >= ask.gpuMemoryMib(kind);
    }

    static long minus(long device, Ask ask, Kind kind) {
        return ask.whole()
                ? 0
                : of(milli(device) - ask.milli(), memoryMib(device) - ask.gpuMemoryMib(kind));
    }

    static long plus(long device, Ask ask, Kind kind) {
        return ask.whole()
                ? kind.untouched()
                : of(milli(device) + ask.milli(), memoryMib(device) + ask.gpuMemoryMib(kind));
    }
}
