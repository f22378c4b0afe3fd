package io.headroom.placement.workload;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.workload.EndReason;
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
                1,
                null,
                null);
    }

    /// Still waiting, for another reason.
    public static Workload waiting(Workload w, PendingReason reason) {
        return alive(w, WorkloadState.PENDING, reason, w.startedAt(), w.attempt());
    }

    /// Every replica has its place; some perhaps on nodes that are on the way.
    public static Workload placed(Workload w, @Nullable PendingReason onTheWay) {
        return alive(w, WorkloadState.PLACED, onTheWay, null, w.attempt());
    }

    /// Some replicas run.
    public static Workload starting(Workload w) {
        return alive(w, WorkloadState.STARTING, null, w.startedAt(), w.attempt());
    }

    public static Workload running(Workload w, Instant now) {
        Instant since = w.startedAt() == null ? now : w.startedAt();
        return alive(w, WorkloadState.RUNNING, null, since, w.attempt());
    }

    /// It lost its place and begins anew.
    public static Workload again(Workload w, PendingReason reason) {
        return alive(w, WorkloadState.PENDING, reason, null, w.attempt() + 1);
    }

    public static Workload succeeded(Workload w, Instant now) {
        return ended(w, WorkloadState.SUCCEEDED, null, now);
    }

    public static Workload failed(Workload w, EndReason why, Instant now) {
        return ended(w, WorkloadState.FAILED, why, now);
    }

    public static Workload cancelled(Workload w, EndReason why, Instant now) {
        return ended(w, WorkloadState.CANCELLED, why, now);
    }

    private static Workload alive(
            Workload w,
            WorkloadState state,
            @Nullable PendingReason reason,
            @Nullable Instant startedAt,
            int attempt) {
        requireAlive(w);
        return new Workload(
                w.id(),
                w.version() + 1,
                w.createdAt(),
                w.spec(),
                state,
                reason,
                null,
                startedAt,
                null,
                attempt,
                null,
                w.firstStartedAt());
    }

    private static Workload ended(
            Workload w, WorkloadState state, @Nullable EndReason why, Instant now) {
        requireAlive(w);
        return new Workload(
                w.id(),
                w.version() + 1,
                w.createdAt(),
                w.spec(),
                state,
                null,
                state == WorkloadState.FAILED && why != null ? why.message() : null,
                w.startedAt(),
                now,
                w.attempt(),
                why,
                w.firstStartedAt());
    }

    private static void requireAlive(Workload w) {
        if (w.state().isFinal()) {
            throw new IllegalStateException(w.id() + " is over: " + w.state());
        }
    }
}
