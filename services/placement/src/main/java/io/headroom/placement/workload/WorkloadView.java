package io.headroom.placement.workload;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.workload.PendingReason;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.contracts.workload.WorkloadState;
import io.headroom.placement.eta.Estimates.Expected;

/// A workload as the API answers it: what was asked for, and how far it is.
///
/// @param reason why it waits; why it ended without success is in `failure`
/// @param eta when it is thought to start; absent once it has, and while nobody knows
public record WorkloadView(
        WorkloadId id,
        long version,
        Instant createdAt,
        WorkloadState state,
        @Nullable PendingReason reason,
        @Nullable String failure,
        @Nullable Expected eta,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        int attempt,
        @JsonUnwrapped WorkloadSpec spec) {

    static WorkloadView of(Workload w) {
        return of(w, null);
    }

    static WorkloadView of(Workload w, @Nullable Expected eta) {
        return new WorkloadView(
                w.id(),
                w.version(),
                w.createdAt(),
                w.state(),
                w.pendingReason(),
                w.failure(),
                w.startedAt() == null && !w.state().isFinal() ? eta : null,
                w.startedAt(),
                w.endedAt(),
                w.attempt(),
                w.spec());
    }
}
