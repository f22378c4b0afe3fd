package io.headroom.contracts.node;

import io.headroom.contracts.capacity.MigProfile;
import io.headroom.contracts.check.Checks;

/// A MIG instance of a GPU: what it is, and the slot of the GPU at which it begins.
public record MigInstance(MigProfile profile, int slot) {

    public MigInstance {
        new Checks()
                .present(profile, "profile")
                .range(slot, 0, MigProfile.SLOTS - 1, "slot")
                .done();
    }
}
