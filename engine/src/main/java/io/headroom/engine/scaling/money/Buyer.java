package io.headroom.engine.scaling.money;

/// For whom a node is bought.
///
/// @param yields to what runs, where money is short
public record Buyer(String tenant, String environment, boolean yields) {}
