package io.headroom.forecast.signal;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.contracts.forecast.Span;

/// A signal as the API answers it. It does not change: it is withdrawn and given anew.
///
/// @param series which forecast it adds to, as things are: another series of the lane may become the largest
/// @param next its next times, five at most; absent where it does not repeat
public record SignalView(
        UUID id,
        long version,
        Instant createdAt,
        SeriesKey series,
        @Nullable List<Span> next,
        @JsonUnwrapped Signal signal) {

    private static final int NEXT = 5;

    /// @param sizes mean GPUs of late, of each series that has a past
    static SignalView of(
            UUID id,
            Instant createdAt,
            Signal signal,
            SortedMap<String, Double> sizes,
            Instant now) {
        return new SignalView(
                id,
                1,
                createdAt,
                signal.actsOn(sizes),
                signal.repeat() == null ? null : signal.times(now, Instant.MAX, NEXT),
                signal);
    }
}
