package io.headroom.engine.placement.packing;

import java.util.List;

/// A place for one replica.
///
/// @param node rank of the node
/// @param devices indexes of devices on it, ascending
/// @param mark the score that won
public record Spot(int node, List<Integer> devices, double mark) {}
