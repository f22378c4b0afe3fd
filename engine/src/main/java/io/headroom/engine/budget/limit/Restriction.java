package io.headroom.engine.budget.limit;

/// What a threshold that was reached sets in force until the period ends.
public enum Restriction {
    /// Money is granted for spot machines alone.
    SPOT_ONLY,
    /// Nothing is granted or renewed outside of production.
    STOP_NON_PRODUCTION,
    /// Nothing more is granted, and the least important nodes end.
    DRAIN
}
