package io.headroom.forecast.composition;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.workload.GpuRequest;
import io.headroom.contracts.workload.RunSpec;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadFinished;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.contracts.workload.WorkloadStarted;
import io.headroom.contracts.workload.WorkloadState;
import io.headroom.contracts.workload.WorkloadSubmitted;

/// A workload of which placement says what becomes of it.
record Said(WorkloadId id, WorkloadSpec spec) {

    private static final List<String> TENANTS = List.of("ads", "research", "search");

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
                null,
                started);
    }

    /// Sixty of three tenants, two classes and two shapes, in a random order: some of them twice, some never started as far as is said.
    static List<Event> lives(Instant now, Random random) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Said said =
                    of(
                            GpuModel.G2,
                            TENANTS.get(random.nextInt(TENANTS.size())),
                            random.nextBoolean()
                                    ? WorkloadClass.TRAINING
                                    : WorkloadClass.BATCH_INFERENCE,
                            random.nextInt(3));
            Instant submitted = now.minusSeconds(60 + random.nextInt(500));
            Instant started = submitted.plusSeconds(random.nextInt(60));
            Instant ended = started.plusSeconds(random.nextInt(60));
            List<Event> life = new ArrayList<>();
            life.add(new WorkloadSubmitted(said.workload(submitted, null, null)));
            if (random.nextInt(4) > 0) {
                life.add(new WorkloadStarted(said.workload(submitted, started, null)));
            }
            if (random.nextInt(3) == 0) {
                life.add(new WorkloadFinished(said.workload(submitted, started, ended)));
            }
            for (Event event : life) {
                events.add(random.nextInt(events.size() + 1), event);
                if (random.nextInt(5) == 0) {
                    events.add(event);
                }
            }
        }
        return events;
    }
}
