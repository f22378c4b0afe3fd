package io.headroom.provisioning.provider.lane;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.pool.ProviderKind;

/// How a provider answers of late.
///
/// @param state `ok`, `throttled`, `failing`, `denied`, `off` (not set up), or `unused`
/// @param detail what it said last, where it was no yes
/// @param busy calls under way
public record ProviderState(
        ProviderKind name,
        String state,
        @Nullable String detail,
        @Nullable Instant since,
        int busy,
        long calls,
        long failures) {}
