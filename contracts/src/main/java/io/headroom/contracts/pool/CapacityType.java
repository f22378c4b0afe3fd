package io.headroom.contracts.pool;

/// How a machine is paid for and how surely it stays.
public enum CapacityType {
    ON_DEMAND,
    SPOT,
    RESERVED
}
