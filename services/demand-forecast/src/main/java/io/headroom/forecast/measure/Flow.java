package io.headroom.forecast.measure;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/// What is to be added to one minute of one origin.
///
/// @param arrivals workloads
/// @param work millionths of a GPU-second, less than nothing where too much was added before
public record Flow(@JsonUnwrapped Origin origin, Instant at, long arrivals, long work) {}
