package io.headroom.placement.workload;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadReason;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.contracts.workload.WorkloadState;
import io.headroom.engine.placement.eta.DeadlineOutlook;
import io.headroom.placement.eta.Estimates.Expected;

/// A workload as the API answers it: what was asked for, and how far it is.
///
/// @param reason why it waits, or why it ended without having succeeded
/// @param eta when it is thought to start; absent once it has, and while nobody knows
/// @param deadlineOutlook whether its deadline is kept; absent without one
public record WorkloadView(
        WorkloadId id,
        long version,
        Instant createdAt,
        WorkloadState state,
        @Nullable WorkloadReason reason,
        @Nullable Expected eta,
        @Nullable DeadlineOutlook deadlineOutlook,
        @Nullable Instant firstStartedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        int attempt,
        @JsonUnwrapped WorkloadSpec spec) {

    public static WorkloadView of(Workload w, @Nullable Expected eta, Instant now) {
        return new WorkloadView(
                w.id(),
                w.version(),
                w.createdAt(),
                w.state(),
                w.endReason() == null ? w.pendingReason() : w.endReason(),
                w.startedAt() == null && !w.state().isFinal() ? eta : null,
                DeadlineOutlook.of(w, Expected.start(eta), now).orElse(null),
                w.firstStartedAt(),
                w.startedAt(),
                w.endedAt(),
                w.attempt(),
                w.spec());
    }
}
