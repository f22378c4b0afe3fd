package io.headroom.contracts.tenant;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;

/// Who pays and is isolated.
///
/// @param parent the tenant above it; absent at the top
/// @param weight its share of what is contended, against its siblings'
/// @param guaranteedGpus GPUs that it may always have; with those of the tenants below it
/// @param maxGpus GPUs at most at a time, those of the tenants below it included
/// @param environments its environments; empty means any
public record TenantSpec(
        @Nullable String parent,
        @Nullable Integer weight,
        @Nullable Integer guaranteedGpus,
        @Nullable Integer maxGpus,
        @Nullable List<String> environments) {

    public TenantSpec {
        weight = weight == null ? 1 : weight;
        guaranteedGpus = guaranteedGpus == null ? 0 : guaranteedGpus;
        environments = environments == null ? List.of() : List.copyOf(environments);
        int most = maxGpus == null ? Integer.MAX_VALUE : maxGpus;
        new Checks()
                .range(weight, 1, 1_000_000, "weight")
                .range(guaranteedGpus, 0, Math.max(0, most), "guaranteedGpus")
                .that(most >= 0, "maxGpus", "must not be negative")
                .done();
    }

    @Override
    public List<String> environments() {
        return environments == null ? List.of() : environments;
    }
}
