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
/// @param use how use counts in the tree at whose top it stands; only where it has no parent
public record TenantSpec(
        @Nullable String parent,
        @Nullable Integer weight,
        @Nullable Integer guaranteedGpus,
        @Nullable Integer maxGpus,
        @Nullable List<String> environments,
        @Nullable UseSpec use) {

    /// The name of the root that the organisation itself is known by; a parent of this name means the top.
    public static final String ROOT = "organisation";

    public TenantSpec {
        weight = weight == null ? 1 : weight;
        guaranteedGpus = guaranteedGpus == null ? 0 : guaranteedGpus;
        environments = environments == null ? List.of() : List.copyOf(environments);
        int most = maxGpus == null ? Integer.MAX_VALUE : maxGpus;
        new Checks()
                .range(weight, 1, 1_000_000, "weight")
                .range(guaranteedGpus, 0, Math.max(0, most), "guaranteedGpus")
                .that(most >= 0, "maxGpus", "must not be negative")
                .that(
                        use == null || parent == null || ROOT.equals(parent),
                        "use",
                        "is declared at the top of a tree: without a parent")
                .done();
    }

    @Override
    public List<String> environments() {
        return environments == null ? List.of() : environments;
    }
}
