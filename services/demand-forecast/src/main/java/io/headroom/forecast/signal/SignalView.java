package io.headroom.forecast.signal;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/// A signal as the API answers it. It does not change: it is withdrawn and given anew.
public record SignalView(UUID id, long version, Instant createdAt, @JsonUnwrapped Signal signal) {}
