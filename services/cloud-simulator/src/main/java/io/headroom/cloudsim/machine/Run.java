package io.headroom.cloudsim.machine;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// A time for which something is charged.
///
/// @param to absent while it goes on
public record Run(Charge charge, Instant from, @Nullable Instant to) {

    /// What is charged.
    public enum Charge {
        MACHINE,
        DISK
    }

    public Run {
        if (to != null && to.isBefore(from)) {
            throw new IllegalArgumentException("a charge cannot end before it begins");
        }
    }

    public boolean open() {
        return to == null;
    }

    public Run until(Instant end) {
        return new Run(charge, from, end.isBefore(from) ? from : end);
    }
}
