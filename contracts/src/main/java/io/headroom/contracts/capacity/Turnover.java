package io.headroom.contracts.capacity;

import java.time.Duration;

import io.headroom.contracts.check.Checks;

/// How fast the places of what runs come free for its like.
///
/// @param replicas how many of this shape run now
/// @param runs how long one holds its place: all the time that was held of late over the ends in it. What has not ended counts, or the
///     long ones would pass for short
public record Turnover(String lane, Shape shape, int replicas, Duration runs) {

    public Turnover {
        new Checks()
                .present(shape, "shape")
                .range(replicas, 0, 100_000_000, "replicas")
                .that(
                        runs != null && !runs.isNegative() && !runs.isZero(),
                        "runs",
                        "must be longer than nothing")
                .done();
    }
}
