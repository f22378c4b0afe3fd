package io.headroom.engine.placement.packing;

/// What never changes of a node, shared by all nodes that are alike in it. Its index stands for everything a request may
/// insist on (model, lane, zone, ready or planned); who makes the kinds gives the index its meaning.
///
/// @param gpuMemoryMib memory of each device; 0 means that memory of devices is not counted
public record Kind(
        int index, int gpus, int gpuMemoryMib, int cpuMilli, int memoryMib, Sharing sharing) {

    /// A whole device in milli-GPU.
    public static final int WHOLE = 1000;

    /// Who may stand beside whom on a node.
    public enum Sharing {
        /// Anyone beside anyone.
        ANYONE,
        /// Only replicas of one environment at a time.
        ONE_ENVIRONMENT,
        /// Only replicas of one tenant and environment at a time.
        ONE_TENANT
    }

    public Kind {
        if (index < 0 || gpus < 0 || gpuMemoryMib < 0 || cpuMilli < 0 || memoryMib < 0) {
            throw new IllegalArgumentException("a kind of node has a negative size");
        }
    }

    /// A device of this kind that nobody uses.
    long untouched() {
        return Device.of(WHOLE, gpuMemoryMib);
    }
}
