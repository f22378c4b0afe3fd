package io.headroom.engine.scaling;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.pool.PoolSpec;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.pool.WarmSpec;
import io.headroom.engine.scaling.fact.PoolFact;

/// A pool on AWS with one zone and one type.
final class SomePool {

    private SomePool() {}

    static PoolFact of(String name, int min, int max, @Nullable WarmSpec warm) {
        return new PoolFact(
                name,
                new PoolSpec(
                        ProviderKind.AWS,
                        "r",
                        List.of("ra"),
                        List.of("t"),
                        null,
                        "default",
                        min,
                        max,
                        warm,
                        null,
                        null,
                        null));
    }
}
