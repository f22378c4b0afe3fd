package io.headroom.contracts.workload;

import java.time.Duration;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.check.Checks;

/// What a tenant submits: identical replicas, each asking for GPUs.
///
/// @param environment a trust boundary: `production`, `staging`, ...; `default` if absent
/// @param gang starts all its replicas or none
/// @param lane the part of the fleet it runs in; `default` if absent
/// @param priority higher goes first, -1000 to 1000; 0 if absent
/// @param expectedDuration how long it is thought to run; unknown if absent
/// @param checkpointEvery how much work a preemption loses at most; all of it if absent
public record WorkloadSpec(
        String name,
        String tenant,
        @Nullable String environment,
        @JsonProperty("class") WorkloadClass workloadClass,
        int replicas,
        boolean gang,
        GpuRequest gpu,
        int cpuMillis,
        int memoryMib,
        @Nullable String lane,
        int priority,
        @Nullable Duration expectedDuration,
        @Nullable Duration checkpointEvery,
        @Nullable Map<String, String> labels,
        RunSpec run) {

    public static final int MAX_REPLICAS = 4096;
    private static final Duration LONGEST = Duration.ofDays(366);

    public WorkloadSpec {
        environment = environment == null ? "default" : environment;
        lane = lane == null ? "default" : lane;
        replicas = replicas == 0 ? 1 : replicas;
        labels = labels == null ? Map.of() : Map.copyOf(labels);
        new Checks()
                .name(name, "name")
                .name(tenant, "tenant")
                .name(environment, "environment")
                .present(workloadClass, "class")
                .range(replicas, 1, MAX_REPLICAS, "replicas")
                .present(gpu, "gpu")
                .range(cpuMillis, 0, 10_000_000, "cpuMillis")
                .range(memoryMib, 0, 100_000_000, "memoryMib")
                .name(lane, "lane")
                .range(priority, -1000, 1000, "priority")
                .positive(expectedDuration, LONGEST, "expectedDuration")
                .positive(checkpointEvery, LONGEST, "checkpointEvery")
                .labels(labels, "labels")
                .present(run, "run")
                .done();
    }

    @Override
    public String environment() {
        return environment == null ? "default" : environment;
    }

    @Override
    public String lane() {
        return lane == null ? "default" : lane;
    }

    @Override
    public Map<String, String> labels() {
        return labels == null ? Map.of() : labels;
    }

    /// What one replica needs of a node.
    public Shape shape() {
        return gpu.shape(cpuMillis, memoryMib);
    }
}
