package io.headroom.agent;

/// Turns the machine off, so that its bill ends.
@FunctionalInterface
public interface PowerSwitch {

    /// Called again every half second until the machine is off.
    void powerOff(String why);
}
