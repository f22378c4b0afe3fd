package io.headroom.agent.lease;

/// What the lease lets the node do now.
public enum LeasePhase {
    /// Run what it is told to.
    HOLDING,
    /// Stop its replicas, with notice: the end is near.
    DRAINING,
    /// Power off, whatever still runs.
    OVER
}
