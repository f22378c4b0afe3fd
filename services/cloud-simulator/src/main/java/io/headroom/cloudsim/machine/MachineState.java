package io.headroom.cloudsim.machine;

/// Where a machine is in its life.
public enum MachineState {
    /// Ordered, not yet on.
    PENDING,
    /// On and charged, its operating system is starting.
    BOOTING,
    /// Its agent is up.
    RUNNING,
    STOPPING,
    /// Off, its disk goes on costing.
    STOPPED,
    TERMINATING,
    /// Gone, its bill is closed.
    TERMINATED;

    public boolean on() {
        return this == PENDING || this == BOOTING || this == RUNNING;
    }

    public boolean gone() {
        return this == TERMINATED;
    }

    /// Whether it holds a place in its zone.
    public boolean takesPlace() {
        return on() || this == STOPPING || this == TERMINATING;
    }
}
