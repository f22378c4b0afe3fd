package io.headroom.contracts.tenant;

/// What use of GPUs is counted in.
public enum UseUnit {
    /// An hour of one GPU, whichever it is.
    GPU_HOURS,
    /// What it cost: an hour on a dear GPU counts for more than one on a cheap one.
    DOLLARS
}
