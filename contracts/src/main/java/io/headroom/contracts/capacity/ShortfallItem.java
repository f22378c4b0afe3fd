package io.headroom.contracts.capacity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.workload.Topology;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;

/// Replicas of one shape that no capacity, present or planned, can hold.
///
/// @param replicas how many; of a gang: all that must be held together
/// @param gang whether the replicas go together or not at all
/// @param since when the first of them began to wait
/// @param workloads whose replicas they are, at most the first 100
/// @param expected how long they are thought to run, on average; absent if that is not known of all
/// @param topology how near to each other all of them stand; absent if anywhere
/// @param checkpointEvery how much work they lose at most when their machine goes, the most of any of them; absent if it may be all of it
public record ShortfallItem(
        Shape shape,
        int replicas,
        boolean gang,
        String tenant,
        String environment,
        WorkloadClass workloadClass,
        int priority,
        Instant since,
        List<WorkloadId> workloads,
        @Nullable Duration expected,
        @Nullable Topology topology,
        @Nullable Duration checkpointEvery) {

    /// Replicas of which nobody knows how long they run.
    public ShortfallItem(
            Shape shape,
            int replicas,
            boolean gang,
            String tenant,
            String environment,
            WorkloadClass workloadClass,
            int priority,
            Instant since,
            List<WorkloadId> workloads) {
        this(
                shape,
                replicas,
                gang,
                tenant,
                environment,
                workloadClass,
                priority,
                since,
                workloads,
                null,
                null,
                null);
    }
}
