package io.headroom.contracts.forecast;

import java.time.Instant;

import io.headroom.contracts.check.Checks;

/// A time, from its first instant to before its last.
public record Span(Instant from, Instant to) {

    public Span {
        new Checks()
                .present(from, "from")
                .present(to, "to")
                .that(
                        from == null || to == null || from.isBefore(to),
                        "to",
                        "must be later than from")
                .done();
    }

    public boolean covers(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }
}
