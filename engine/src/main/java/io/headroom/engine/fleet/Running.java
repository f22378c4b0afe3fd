package io.headroom.engine.fleet;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.workload.Topology;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;

/// A workload that holds places, as far as it matters to who might take them.
///
/// @param attempt which start of it this is, from 1
/// @param startedAt when its replicas began to run; absent if they have not yet
/// @param checkpointEvery how much work is lost at most when it stops; absent means all
/// @param microsPerHour what its places cost an hour, in millionths of a dollar; 0 if nobody knows
/// @param topology how near to each other its replicas stand; absent if anywhere
public record Running(
        WorkloadId id,
        WorkloadClass workloadClass,
        int priority,
        String tenant,
        String lane,
        int attempt,
        @Nullable Instant startedAt,
        @Nullable Duration checkpointEvery,
        long microsPerHour,
        @Nullable Topology topology) {

    public Running {
        if (attempt < 1 || microsPerHour < 0) {
            throw new IllegalArgumentException(
                    id + " runs for the " + attempt + ". time at " + microsPerHour);
        }
    }

    /// One whose replicas may stand anywhere.
    public Running(
            WorkloadId id,
            WorkloadClass workloadClass,
            int priority,
            String tenant,
            String lane,
            int attempt,
            @Nullable Instant startedAt,
            @Nullable Duration checkpointEvery,
            long microsPerHour) {
        this(
                id,
                workloadClass,
                priority,
                tenant,
                lane,
                attempt,
                startedAt,
                checkpointEvery,
                microsPerHour,
                null);
    }

    /// Work that is lost if it stops now: since its start, or at most since its last checkpoint.
    public Duration atRisk(Instant now) {
        if (startedAt == null || now.isBefore(startedAt)) {
            return Duration.ZERO;
        }
        Duration ran = Duration.between(startedAt, now);
        return checkpointEvery != null && checkpointEvery.compareTo(ran) < 0
                ? checkpointEvery
                : ran;
    }
}
