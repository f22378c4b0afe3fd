package io.headroom.engine.forecast.outlook;

/// Whether somebody should spend money on a forecast.
public sealed interface Usability {
    record Usable() implements Usability {}

    record Unusable(Why why, String detail) implements Usability {}

    /// Why a forecast is not to be acted upon.
    enum Why {
        NO_DEMAND_KNOWN,
        TOO_SHORT,
        STALE,
        CONSTANT_GAPS
    }

    default boolean isUsable() {
        return this instanceof Usable;
    }
}
