package io.headroom.placement.workload;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.workload.PendingReason;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.contracts.workload.WorkloadState;

/// The steps of a workload's life: each makes the next version of it.
public final class Life {

    private Life() {}

    public static Workload submitted(WorkloadId id, WorkloadSpec spec, Instant now) {
        return new Workload(
                id,
                1,
                now,
                spec,
                WorkloadState.PENDING,
                new PendingReason.NotLookedAt(),
                null,
                null,
                null,
                1);
    }

    /// Still waiting, for another reason.
    public static Workload waiting(Workload w, PendingReason reason) {
        return next(w, WorkloadState.PENDING, reason, null, w.startedAt(), null, w.attempt());
    }

    /// Every replica has its place; some perhaps on nodes that are on the way.
    public static Workload placed(Workload w, @Nullable PendingReason onTheWay) {
        return next(w, WorkloadState.PLACED, onTheWay, null, null, null, w.attempt());
    }

    /// Some replicas run.
    public static Workload starting(Workload w) {
        return next(w, WorkloadState.STARTING, null, null, w.startedAt(), null, w.attempt());
    }

    public static Workload running(Workload w, Instant now) {
        Instant since = w.startedAt() == null ? now : w.startedAt();
        return next(w, WorkloadState.RUNNING, null, null, since, null, w.attempt());
    }

    /// It lost its place and begins anew.
    public static Workload again(Workload w, PendingReason reason) {
        return next(w, WorkloadState.PENDING, reason, null, null, null, w.attempt() + 1);
    }

    public static Workload succeeded(Workload w, Instant now) {
        return next(w, WorkloadState.SUCCEEDED, null, null, w.startedAt(), now, w.attempt());
    }

    public static Workload failed(Workload w, String failure, Instant now) {
        return next(w, WorkloadState.FAILED, null, failure, w.startedAt(), now, w.attempt());
    }

    public static Workload cancelled(Workload w, Instant now) {
        return next(w, WorkloadState.CANCELLED, null, null, w.startedAt(), now, w.attempt());
    }

    private static Workload next(
            Workload w,
            WorkloadState state,
            @Nullable PendingReason reason,
            @Nullable String failure,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            int attempt) {
        if (w.state().isFinal()) {
            throw new IllegalStateException(w.id() + " is over: " + w.state());
        }
        return new Workload(
                w.id(),
                w.version() + 1,
                w.createdAt(),
                w.spec(),
                state,
                reason,
                failure,
                startedAt,
                endedAt,
                attempt);
    }
}
