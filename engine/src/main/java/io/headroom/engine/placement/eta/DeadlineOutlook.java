package io.headroom.engine.placement.eta;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadState;

/// What becomes of a workload's deadline.
public enum DeadlineOutlook {
    /// It is kept even if all takes as long as it does for nine of ten.
    ON_TIME,
    /// It is kept if all takes as long as it is thought to.
    AT_RISK,
    /// It is not, even if all takes as long as it is thought to; it may still be kept by luck.
    WILL_MISS,
    /// It was.
    MET,
    /// It was not: it has passed, or the work has failed.
    MISSED;

    /// When one that waits is thought to start; absent if nobody knows.
    public record Start(@Nullable Instant median, @Nullable Instant late) {
        public static final Start UNKNOWN = new Start(null, null);
    }

    /// Nothing for one without a deadline, and for one that was cancelled.
    public static Optional<DeadlineOutlook> of(Workload workload, Start start, Instant now) {
        Instant deadline = workload.spec().deadline();
        if (deadline == null || workload.state() == WorkloadState.CANCELLED) {
            return Optional.empty();
        }
        Instant ended = workload.endedAt();
        if (workload.state().isFinal() && ended != null) {
            boolean met = workload.state() == WorkloadState.SUCCEEDED && !ended.isAfter(deadline);
            return Optional.of(met ? MET : MISSED);
        }
        return Optional.of(
                now.isAfter(deadline)
                        ? MISSED
                        : of(
                                deadline,
                                likelyEnd(workload, start, now),
                                lateEnd(workload, start, now)));
    }

    private static DeadlineOutlook of(Instant deadline, Instant likely, Instant late) {
        if (likely.isAfter(deadline)) {
            return WILL_MISS;
        }
        return late.isAfter(deadline) ? AT_RISK : ON_TIME;
    }

    /// When it is thought to end: at the earliest where nobody knows when it starts, or how long it runs.
    public static Instant likelyEnd(Workload workload, Start start, Instant now) {
        Instant end = end(workload, start.median(), workload.spec().expectedDuration(), now);
        boolean over = workload.startedAt() != null && !end.isAfter(now);
        return over ? lateEnd(workload, start, now) : end;
    }

    private static Instant lateEnd(Workload workload, Start start, Instant now) {
        Duration atMost = workload.spec().durationAtMost();
        Instant begins = start.late() == null ? start.median() : start.late();
        return end(
                workload,
                begins,
                atMost == null ? workload.spec().expectedDuration() : atMost,
                now);
    }

    private static Instant end(
            Workload workload, @Nullable Instant begins, @Nullable Duration runs, Instant now) {
        Instant started = workload.startedAt();
        Instant waits = begins == null || begins.isBefore(now) ? now : begins;
        Instant from = started == null ? waits : started;
        Instant end = runs == null ? from : from.plus(runs);
        return end.isBefore(now) ? now : end;
    }
}
