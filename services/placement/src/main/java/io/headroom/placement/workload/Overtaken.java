package io.headroom.placement.workload;

/// Somebody else changed a row since it was read: what was decided from it is void, nothing was written.
public final class Overtaken extends RuntimeException {

    public Overtaken(int rows) {
        super(rows + " row(s) changed since they were read");
    }
}
