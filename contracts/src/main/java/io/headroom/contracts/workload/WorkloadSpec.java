package io.headroom.contracts.workload;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.pool.NodeTemplate;

/// What a tenant submits: identical replicas, each asking for GPUs.
///
/// @param environment a trust boundary: `production`, `staging`, ...; `default` if absent
/// @param gang starts all its replicas or none
/// @param lane the part of the fleet it runs in; `default` if absent
/// @param priority higher goes first, -1000 to 1000; 0 if absent
/// @param expectedDuration how long it is thought to run: half of those like it are over by then; unknown if absent
/// @param checkpointEvery how much work a preemption loses at most; all of it if absent
/// @param topology how near to each other the replicas stand; anywhere if absent
/// @param durationAtMost the doubt of `expectedDuration`: nine of ten like it are over by then; unknown if absent
/// @param deadline by when it should be finished; whenever if absent
/// @param data names of the models and data sets that it reads, at most 16: nodes that have them on their disks are preferred
public record WorkloadSpec(
        String name,
        String tenant,
        @Nullable String environment,
        @JsonProperty("class") WorkloadClass workloadClass,
        @Nullable Integer replicas,
        @Nullable Boolean gang,
        GpuRequest gpu,
        @Nullable Integer cpuMillis,
        @Nullable Integer memoryMib,
        @Nullable String lane,
        @Nullable Integer priority,
        @Nullable Duration expectedDuration,
        @Nullable Duration checkpointEvery,
        @Nullable Map<String, String> labels,
        RunSpec run,
        @Nullable Topology topology,
        @Nullable Duration durationAtMost,
        @Nullable Instant deadline,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable List<String> data) {

    public static final int MAX_REPLICAS = 4096;
    private static final Duration LONGEST = Duration.ofDays(366);

    public WorkloadSpec {
        replicas = replicas == null ? 1 : replicas;
        gang = gang == null ? false : gang;
        cpuMillis = cpuMillis == null ? 0 : cpuMillis;
        memoryMib = memoryMib == null ? 0 : memoryMib;
        priority = priority == null ? 0 : priority;
        environment = environment == null ? "default" : environment;
        lane = lane == null ? "default" : lane;
        labels = labels == null ? Map.of() : Map.copyOf(labels);
        data = data == null ? List.of() : List.copyOf(data);
        ReadyProbe.checked(RequestCounter.checked(run, workloadClass, replicas), run, replicas)
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
                .positive(durationAtMost, LONGEST, "durationAtMost")
                .that(
                        durationAtMost == null || expectedDuration != null,
                        "durationAtMost",
                        "is the doubt of expectedDuration, which is absent")
                .that(
                        isDoubt(durationAtMost, expectedDuration),
                        "durationAtMost",
                        "must be at least expectedDuration: nine of ten are over later than half")
                .labels(labels, "labels")
                .dataNames(data, "data")
                .present(run, "run")
                .that(
                        topology == null || replicas == 1 || gang,
                        "topology",
                        "is for replicas that start together: set gang to true")
                .that(
                        topology == null || gpu == null || topology.isPossible(gpu, replicas),
                        "topology.within",
                        "no machine joins more than " + NodeTemplate.MAX_GPUS + " GPUs by NVLink")
                .done();
    }

    private static boolean isDoubt(@Nullable Duration atMost, @Nullable Duration expected) {
        return atMost == null || expected == null || atMost.compareTo(expected) >= 0;
    }

    /// One that asks for no more than that.
    public WorkloadSpec(
            String name,
            String tenant,
            @Nullable String environment,
            WorkloadClass workloadClass,
            @Nullable Integer replicas,
            @Nullable Boolean gang,
            GpuRequest gpu,
            @Nullable Integer cpuMillis,
            @Nullable Integer memoryMib,
            @Nullable String lane,
            @Nullable Integer priority,
            @Nullable Duration expectedDuration,
            @Nullable Duration checkpointEvery,
            @Nullable Map<String, String> labels,
            RunSpec run) {
        this(
                name,
                tenant,
                environment,
                workloadClass,
                replicas,
                gang,
                gpu,
                cpuMillis,
                memoryMib,
                lane,
                priority,
                expectedDuration,
                checkpointEvery,
                labels,
                run,
                null,
                null,
                null,
                null);
    }

    /// The same with its replicas that near to each other.
    public WorkloadSpec near(@Nullable Topology other) {
        return with(other, durationAtMost, deadline, data);
    }

    /// The same with the doubt of its duration.
    public WorkloadSpec atMost(@Nullable Duration doubtful) {
        return with(topology, doubtful, deadline, data);
    }

    /// The same if it should be finished by then.
    public WorkloadSpec by(@Nullable Instant due) {
        return with(topology, durationAtMost, due, data);
    }

    /// The same if it reads these.
    public WorkloadSpec reading(List<String> names) {
        return with(topology, durationAtMost, deadline, names);
    }

    private WorkloadSpec with(
            @Nullable Topology near,
            @Nullable Duration atMost,
            @Nullable Instant due,
            @Nullable List<String> names) {
        return new WorkloadSpec(
                name,
                tenant,
                environment,
                workloadClass,
                replicas,
                gang,
                gpu,
                cpuMillis,
                memoryMib,
                lane,
                priority,
                expectedDuration,
                checkpointEvery,
                labels,
                run,
                near,
                atMost,
                due,
                names);
    }

    @Override
    public Integer replicas() {
        return replicas == null ? 1 : replicas;
    }

    @Override
    public Boolean gang() {
        return gang == null ? false : gang;
    }

    @Override
    public Integer cpuMillis() {
        return cpuMillis == null ? 0 : cpuMillis;
    }

    @Override
    public Integer memoryMib() {
        return memoryMib == null ? 0 : memoryMib;
    }

    @Override
    public Integer priority() {
        return priority == null ? 0 : priority;
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

    @Override
    public List<String> data() {
        return data == null ? List.of() : data;
    }

    /// What has to be looked at when places are sought: one replica stands in one rack wherever it stands, and one GPU is joined with itself.
    public @Nullable Topology togetherness() {
        boolean one = replicas() == 1;
        if (topology == null || (one && topology.within() != Topology.Within.NVLINK_ISLAND)) {
            return null;
        }
        return one && gpu.count() == 1 ? null : topology;
    }

    /// What one replica needs of a node.
    public Shape shape() {
        return gpu.shape(cpuMillis(), memoryMib());
    }
}
