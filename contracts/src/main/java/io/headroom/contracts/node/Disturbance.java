package io.headroom.contracts.node;

import java.time.Instant;

import io.headroom.contracts.agent.Pressure;

/// What runs on a node is disturbed by its neighbours, as its agent measures it.
///
/// @param by what is short
/// @param percent of the time something stood still for want of it, when it was first said
/// @param since when it began
public record Disturbance(Pressure.Of by, double percent, Instant since) {}
