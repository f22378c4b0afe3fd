package io.headroom.replay.trace;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.workload.WorkloadSpec;

/// Specs of workloads that write checkpoints; what is alike shares one.
final class Checkpointing {

    private final Map<List<Object>, WorkloadSpec> known = new LinkedHashMap<>();

    /// @param every how often; absent: the spec as it is
    WorkloadSpec of(WorkloadSpec spec, @Nullable Duration every) {
        return every == null
                ? spec
                : known.computeIfAbsent(List.of(spec, every), _ -> checkpointing(spec, every));
    }

    private static WorkloadSpec checkpointing(WorkloadSpec spec, Duration every) {
        return new WorkloadSpec(
                spec.name(),
                spec.tenant(),
                spec.environment(),
                spec.workloadClass(),
                spec.replicas(),
                spec.gang(),
                spec.gpu(),
                spec.cpuMillis(),
                spec.memoryMib(),
                spec.lane(),
                spec.priority(),
                spec.expectedDuration(),
                every,
                spec.labels(),
                spec.run(),
                spec.topology(),
                spec.durationAtMost(),
                spec.deadline(),
                spec.data());
    }
}
