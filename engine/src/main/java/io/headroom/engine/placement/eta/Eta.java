package io.headroom.engine.placement.eta;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.workload.PendingReason;
import io.headroom.contracts.workload.WorkloadId;

/// When a workload that waits will have all its places.
///
/// @param median if all runs as long as it is thought to; absent if nobody knows
/// @param late if it all takes longer by the policy's doubt: nine of ten start by then; absent if nobody knows
/// @param waitsFor what binds first
public record Eta(
        WorkloadId workload,
        @Nullable Instant median,
        @Nullable Instant late,
        PendingReason waitsFor) {}
