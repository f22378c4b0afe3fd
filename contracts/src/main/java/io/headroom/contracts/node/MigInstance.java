package io.headroom.contracts.node;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.MigProfile;
import io.headroom.contracts.check.Checks;

/// A MIG instance of a GPU: what it is, and the slot of the GPU at which it begins.
public record MigInstance(MigProfile profile, int slot) {

    /// Nothing where there is no profile or no slot.
    public static @Nullable MigInstance of(@Nullable MigProfile profile, @Nullable Integer slot) {
        return profile == null || slot == null ? null : new MigInstance(profile, slot);
    }

    public MigInstance {
        new Checks()
                .present(profile, "profile")
                .range(slot, 0, MigProfile.SLOTS - 1, "slot")
                .done();
    }
}
