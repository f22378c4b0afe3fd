package io.headroom.engine.scaling.fact;

import io.headroom.contracts.pool.PoolSpec;

/// A declared pool by its name.
public record PoolFact(String name, PoolSpec spec) {}
