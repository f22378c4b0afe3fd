package io.headroom.engine.budget.period;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// A stretch of time, its end not included.
public record Span(Instant from, Instant to) {

    public Span {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException(
                    "a span ends at or after its begin: " + from + " " + to);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Span(Instant begin, Instant end)
                && from.equals(begin)
                && to.equals(end);
    }

    @Override
    public int hashCode() {
        return 31 * from.hashCode() + to.hashCode();
    }

    public Duration length() {
        return Duration.between(from, to);
    }

    public boolean contains(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }

    public boolean isEmpty() {
        return from.equals(to);
    }
}
