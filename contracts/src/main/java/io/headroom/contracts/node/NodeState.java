package io.headroom.contracts.node;

/// Where a node is in its life. `WARM` means stopped or suspended, quick to start; a running idle
/// node is `READY`.
public enum NodeState {
    /// Wanted: its money is asked for, no provider was called.
    REQUESTED,
    /// Paid for; the provider is being called.
    LAUNCHING,
    /// The provider has it; its agent has not reported yet.
    BOOTING,
    READY,
    WARM,
    /// Takes no more replicas; what runs must leave.
    DRAINING,
    /// The provider was told to end it. No way back.
    TERMINATING,
    TERMINATED,
    /// It never came to life, and costs nothing any more.
    FAILED;

    /// Whether it will hold replicas once it is up.
    public boolean isPlanned() {
        return this == REQUESTED || this == LAUNCHING || this == BOOTING;
    }

    /// Whether it holds replicas, or will once it is up.
    public boolean isUsable() {
        return this == READY || isPlanned();
    }

    /// Whether its machine runs and is to go on running: what that costs may change while it does.
    public boolean isRunning() {
        return this == BOOTING || this == READY || this == DRAINING;
    }

    public boolean isFinal() {
        return this == TERMINATED || this == FAILED;
    }
}
