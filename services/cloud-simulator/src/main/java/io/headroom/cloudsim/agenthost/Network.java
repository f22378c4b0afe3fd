package io.headroom.cloudsim.agenthost;

/// Whether an agent reaches the control plane.
public enum Network {
    CONNECTED,
    CUT
}
