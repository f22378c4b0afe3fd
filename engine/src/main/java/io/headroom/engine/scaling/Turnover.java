package io.headroom.engine.scaling;

import java.time.Duration;

import io.headroom.contracts.capacity.Shape;

/// How fast the places of what runs come free for its like.
///
/// @param replicas how many of this shape run now
/// @param runs how long one holds its place: all the time that was held of late over the ends in it. What has not ended counts, or the
///     long ones would pass for short
public record Turnover(String lane, Shape shape, int replicas, Duration runs) {

    public Turnover {
        if (replicas < 0 || runs.isNegative() || runs.isZero()) {
            throw new IllegalArgumentException(
                    "replicas must not be negative and must run for a while, not " + runs);
        }
    }

    /// How many come free within a time.
    double within(Duration time) {
        return replicas * (double) time.toMillis() / Math.max(1, runs.toMillis());
    }
}
