package io.headroom.forecast.measure;

import java.time.Instant;

/// What is to be added to one minute of one series.
///
/// @param arrivals workloads
/// @param work millionths of a GPU-second, less than nothing where too much was added before
public record Flow(String series, Instant at, long arrivals, long work) {}
