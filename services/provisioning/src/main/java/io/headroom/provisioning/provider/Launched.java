package io.headroom.provisioning.provider;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// The provider has it.
///
/// @param providerId its name there
/// @param since from when the provider charges it, where its answer says so: a call that is answered late, or again for the same token,
///     tells of a machine that is older than the answer
public record Launched(String providerId, @Nullable Instant since) {

    /// One of which the provider does not say since when.
    public Launched(String providerId) {
        this(providerId, null);
    }

    /// Since when at the latest: where nobody says, since the first call.
    public Launched calledAt(Instant firstCall) {
        return since == null ? new Launched(providerId, firstCall) : this;
    }
}
