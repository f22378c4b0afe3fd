package io.headroom.engine.price;

/// How much power a machine draws.
public enum Load {
    /// It is ready and nothing runs on it.
    IDLE,
    /// Something runs on it, or it boots.
    BUSY
}
