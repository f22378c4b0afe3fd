package io.headroom.cloudsim.agenthost;

/// How an agent switches its own machine off.
@FunctionalInterface
public interface PowerButton {
    void powerOff();
}
