package io.headroom.engine.fairness;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;
import io.headroom.contracts.tenant.UseSpec;

/// A tenant as far as its turn and its limits go.
///
/// @param parent the tenant above it; absent at the top
/// @param weight its share of what is contended, against its siblings'
/// @param guaranteedGpus GPUs that it may always have: it goes first until it has them
/// @param maxGpus GPUs at most at a time, its children's included; absent means no limit
/// @param use how use counts in the tree at whose top it stands; absent means as everywhere
public record Tenant(
        String name,
        @Nullable String parent,
        int weight,
        int guaranteedGpus,
        @Nullable Integer maxGpus,
        @Nullable UseSpec use) {

    public Tenant {
        int most = maxGpus == null ? Integer.MAX_VALUE : maxGpus;
        new Checks()
                .range(weight, 1, 1_000_000, "weight")
                .range(most, 0, Integer.MAX_VALUE, "maxGpus")
                .range(guaranteedGpus, 0, most, "guaranteedGpus")
                .done();
    }

    /// With what it may have by itself, and nothing that depends on others.
    public Tenant alone() {
        return new Tenant(name, null, weight, 0, maxGpus, use);
    }
}
