package io.headroom.forecast.measure;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.workload.GpuRequest;
import io.headroom.contracts.workload.RunSpec;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.contracts.workload.WorkloadState;

/// A workload of which placement says what becomes of it.
record Said(WorkloadId id, WorkloadSpec spec) {

    /// @param model of GPU; @param gpus replicas of one GPU each; none for one that asks for half a GPU
    static Said of(GpuModel model, String tenant, WorkloadClass workloadClass, int gpus) {
        return new Said(
                new WorkloadId(UUID.randomUUID()),
                new WorkloadSpec(
                        "train",
                        tenant,
                        null,
                        workloadClass,
                        Math.max(1, gpus),
                        false,
                        gpus == 0
                                ? new GpuRequest(null, List.of(model), 500, 1024, null)
                                : new GpuRequest(1, List.of(model), null, null),
                        null,
                        null,
                        null,
                        0,
                        null,
                        null,
                        Map.of(),
                        new RunSpec(null, List.of("train"), null, List.of(), null, null)));
    }

    /// As it is when it has come so far.
    Workload workload(Instant created, @Nullable Instant started, @Nullable Instant ended) {
        return new Workload(
                id,
                1,
                created,
                spec,
                ended != null
                        ? WorkloadState.SUCCEEDED
                        : started != null ? WorkloadState.RUNNING : WorkloadState.PENDING,
                null,
                null,
                started,
                ended,
                1,
                null);
    }
}
