package io.headroom.contracts.workload;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.Shape;

/// A workload as it stands: what was asked for and how far it is.
///
/// @param version counts its changes, from 1
/// @param pendingReason why it waits; only while it does
/// @param failure the message of `endReason`, as the first release said it; only where it failed
/// @param startedAt when all of it ran, at its present attempt
/// @param endReason why it ended without having succeeded; absent while it lives, and where it succeeded
/// @param attempt how often it was given places, from 1: replicas of different attempts never mix, so one that never came to run counts too
/// @param firstStartedAt when all of it ran for the first time, whatever places it lost since
public record Workload(
        WorkloadId id,
        long version,
        Instant createdAt,
        WorkloadSpec spec,
        WorkloadState state,
        @Nullable PendingReason pendingReason,
        @Nullable String failure,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        int attempt,
        @Nullable EndReason endReason,
        @Nullable Instant firstStartedAt) {

    /// Rows and events of before there was a first start have the only one that was kept.
    public Workload {
        firstStartedAt = firstStartedAt == null ? startedAt : firstStartedAt;
    }

    public Shape shape() {
        return spec.shape();
    }
}
