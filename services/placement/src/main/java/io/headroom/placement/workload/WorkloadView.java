package io.headroom.placement.workload;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.workload.PendingReason;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.contracts.workload.WorkloadState;

/// A workload as the API answers it: what was asked for, and how far it is.
public record WorkloadView(
        WorkloadId id,
        long version,
        Instant createdAt,
        WorkloadState state,
        @Nullable PendingReason reason,
        @Nullable String failure,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        int attempt,
        @JsonUnwrapped WorkloadSpec spec) {

    static WorkloadView of(Workload w) {
        return new WorkloadView(
                w.id(),
                w.version(),
                w.createdAt(),
                w.state(),
                w.pendingReason(),
                w.failure(),
                w.startedAt(),
                w.endedAt(),
                w.attempt(),
                w.spec());
    }
}
