package io.headroom.forecast.signal;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.headroom.contracts.forecast.SeriesKey;

/// A signal as the API answers it. It does not change: it is withdrawn and given anew.
///
/// @param series which forecast it adds to, as things are: another series of the lane may become the largest
public record SignalView(
        UUID id, long version, Instant createdAt, SeriesKey series, @JsonUnwrapped Signal signal) {}
