package io.headroom.engine.forecast.outlook;

import java.util.List;

import io.headroom.contracts.forecast.Span;

/// Whether somebody should spend money on a forecast.
public sealed interface Usability {
    record Usable() implements Usability {}

    record Unusable(Why why, String detail) implements Usability {

        /// For people to read.
        public String said() {
            return why + ": " + detail;
        }
    }

    /// To be acted upon in the times for which somebody announced demand, and in no other.
    record Announced(Unusable elsewhere, List<Span> in) implements Usability {
        public Announced {
            in = List.copyOf(in);
        }
    }

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
