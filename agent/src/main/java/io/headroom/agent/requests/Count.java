package io.headroom.agent.requests;

/// What a counter stood at.
///
/// @param total requests since the counter began
/// @param atSeconds when, on a clock of the replica's runtime that only goes on
public record Count(double total, double atSeconds) {}
