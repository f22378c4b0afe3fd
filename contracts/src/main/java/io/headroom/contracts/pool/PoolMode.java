package io.headroom.contracts.pool;

/// How far Headroom goes in a pool.
public enum PoolMode {
    /// Facts are taken in, nothing is decided.
    OBSERVE,
    /// Decides, explains and prices, and does nothing.
    ADVISE,
    ACT
}
