package io.headroom.engine.scaling;

import io.headroom.contracts.pool.PoolSpec;

/// A declared pool by its name.
public record PoolFact(String name, PoolSpec spec) {}
