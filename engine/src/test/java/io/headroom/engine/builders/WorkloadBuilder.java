package io.headroom.engine.builders;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.capacity.MigProfile;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.workload.Topology;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.fleet.Running;
import io.headroom.engine.fleet.Waiting;

/// A workload that waits since noon: one replica of one whole GPU of any model, training, of tenant `acme` in the default lane.
public record WorkloadBuilder(
        String name,
        Shape shape,
        int replicas,
        boolean gang,
        int priority,
        Instant submittedAt,
        String tenant,
        String environment,
        String lane,
        @Nullable Duration expected,
        @Nullable Topology topology) {

    public static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    public static WorkloadBuilder aWorkload() {
        return new WorkloadBuilder(
                "",
                new Shape(List.of(), 1, Shape.WHOLE, 0, 1000, 1024),
                1,
                false,
                0,
                NOON,
                "acme",
                "default",
                "default",
                null,
                null);
    }

    public static WorkloadBuilder aGang(int replicas) {
        WorkloadBuilder one = aWorkload();
        return new WorkloadBuilder(
                one.name, one.shape, replicas, true, 0, NOON, "acme", "default", "default", null, null);
    }

    /// Those without a name are named after their place.
    public static Queue queueOf(WorkloadBuilder... workloads) {
        List<Waiting> waiting = new ArrayList<>();
        for (WorkloadBuilder workload : workloads) {
            String called =
                    workload.name.isEmpty() ? "workload-" + (waiting.size() + 1) : workload.name;
            waiting.add(workload.named(called).build());
        }
        return new Queue(waiting);
    }

    public static WorkloadId idOf(String name) {
        return new WorkloadId(
                UUID.nameUUIDFromBytes(("workload " + name).getBytes(StandardCharsets.UTF_8)));
    }

    public WorkloadBuilder named(String other) {
        return new WorkloadBuilder(
                other,
                shape,
                replicas,
                gang,
                priority,
                submittedAt,
                tenant,
                environment,
                lane,
                expected,
                topology);
    }

    public WorkloadBuilder needing(Shape other) {
        return new WorkloadBuilder(
                name,
                other,
                replicas,
                gang,
                priority,
                submittedAt,
                tenant,
                environment,
                lane,
                expected,
                topology);
    }

    public WorkloadBuilder needing(int gpus, GpuModel... models) {
        return needing(
                new Shape(
                        List.of(models),
                        gpus,
                        Shape.WHOLE,
                        0,
                        shape.cpuMillis(),
                        shape.memoryMib()));
    }

    public WorkloadBuilder sharing(int milliGpu, int gpuMemoryMib, GpuModel... models) {
        return needing(
                new Shape(
                        List.of(models),
                        1,
                        milliGpu,
                        gpuMemoryMib,
                        shape.cpuMillis(),
                        shape.memoryMib()));
    }

    /// One MIG instance.
    public WorkloadBuilder onMig(String profile, GpuModel... models) {
        MigProfile mig = MigProfile.of(profile);
        return needing(
                new Shape(
                        List.of(models),
                        1,
                        mig.milliGpu(),
                        0,
                        shape.cpuMillis(),
                        shape.memoryMib(),
                        mig));
    }

    public WorkloadBuilder withCpus(int cpus) {
        return needing(
                new Shape(
                        shape.models(),
                        shape.gpus(),
                        shape.milliGpu(),
                        shape.gpuMemoryMib(),
                        cpus * 1000,
                        shape.memoryMib(),
                        shape.mig()));
    }

    public WorkloadBuilder withReplicas(int count) {
        return new WorkloadBuilder(
                name,
                shape,
                count,
                gang,
                priority,
                submittedAt,
                tenant,
                environment,
                lane,
                expected,
                topology);
    }

    public WorkloadBuilder withPriority(int other) {
        return new WorkloadBuilder(
                name,
                shape,
                replicas,
                gang,
                other,
                submittedAt,
                tenant,
                environment,
                lane,
                expected,
                topology);
    }

    public WorkloadBuilder waitingFor(Duration time) {
        return new WorkloadBuilder(
                name,
                shape,
                replicas,
                gang,
                priority,
                NOON.minus(time),
                tenant,
                environment,
                lane,
                expected,
                topology);
    }

    public WorkloadBuilder of(String who, String where) {
        return new WorkloadBuilder(
                name, shape, replicas, gang, priority, submittedAt, who, where, lane, expected, topology);
    }

    public WorkloadBuilder inLane(String other) {
        return new WorkloadBuilder(
                name,
                shape,
                replicas,
                gang,
                priority,
                submittedAt,
                tenant,
                environment,
                other,
                expected,
                topology);
    }

    public WorkloadBuilder running(Duration time) {
        return new WorkloadBuilder(
                name,
                shape,
                replicas,
                gang,
                priority,
                submittedAt,
                tenant,
                environment,
                lane,
                time,
                topology);
    }

    public WorkloadBuilder together(Topology near) {
        return new WorkloadBuilder(
                name,
                shape,
                replicas,
                gang,
                priority,
                submittedAt,
                tenant,
                environment,
                lane,
                expected,
                near);
    }

    public Waiting build() {
        return new Waiting(
                idOf(name),
                WorkloadClass.TRAINING,
                priority,
                submittedAt,
                shape,
                IntStream.range(0, replicas).boxed().toList(),
                gang,
                tenant,
                environment,
                lane,
                expected,
                topology);
    }

    /// As one that has run for that long.
    public Running since(Duration ran, @Nullable Duration checkpointEvery) {
        return new Running(
                idOf(name),
                WorkloadClass.TRAINING,
                priority,
                tenant,
                lane,
                1,
                NOON.minus(ran),
                checkpointEvery,
                0);
    }

    Hold hold(int replica, List<Integer> devices) {
        return new Hold(
                idOf(name.isEmpty() ? "resident" : name),
                replica,
                tenant,
                environment,
                shape,
                devices,
                expected == null ? null : NOON.plus(expected));
    }
}
