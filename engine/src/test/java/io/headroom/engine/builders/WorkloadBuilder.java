package io.headroom.engine.builders;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
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

/// A workload that waits since noon: one replica of one whole GPU of any model, training, of tenant `acme` in the default lane. Each change
/// is another one.
public final class WorkloadBuilder {

    public static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    private String name = "";
    private WorkloadClass workloadClass = WorkloadClass.TRAINING;
    private Shape shape = new Shape(List.of(), 1, Shape.WHOLE, 0, 1000, 1024);
    private int replicas = 1;
    private boolean gang;
    private int priority;
    private Instant submittedAt = NOON;
    private String tenant = "acme";
    private String environment = "default";
    private String lane = "default";
    private @Nullable Duration expected;
    private @Nullable Topology topology;
    private @Nullable Duration atMost;
    private @Nullable Instant deadline;
    private List<String> data = List.of();

    private WorkloadBuilder() {}

    private WorkloadBuilder with(Consumer<WorkloadBuilder> change) {
        WorkloadBuilder other = new WorkloadBuilder();
        other.name = name;
        other.workloadClass = workloadClass;
        other.shape = shape;
        other.replicas = replicas;
        other.gang = gang;
        other.priority = priority;
        other.submittedAt = submittedAt;
        other.tenant = tenant;
        other.environment = environment;
        other.lane = lane;
        other.expected = expected;
        other.topology = topology;
        other.atMost = atMost;
        other.deadline = deadline;
        other.data = data;
        change.accept(other);
        return other;
    }

    public static WorkloadBuilder aWorkload() {
        return new WorkloadBuilder();
    }

    public static WorkloadBuilder aGang(int replicas) {
        return aWorkload()
                .with(
                        w -> {
                            w.gang = true;
                            w.replicas = replicas;
                        });
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
        return with(w -> w.name = other);
    }

    public WorkloadBuilder of(WorkloadClass other) {
        return with(w -> w.workloadClass = other);
    }

    public WorkloadBuilder needing(Shape other) {
        return with(w -> w.shape = other);
    }

    public WorkloadBuilder needing(int gpus, GpuModel... models) {
        return needing(shape(gpus, Shape.WHOLE, 0, shape.cpuMillis(), null, models));
    }

    public WorkloadBuilder sharing(int milliGpu, int gpuMemoryMib, GpuModel... models) {
        return needing(shape(1, milliGpu, gpuMemoryMib, shape.cpuMillis(), null, models));
    }

    /// One MIG instance.
    public WorkloadBuilder onMig(String profile, GpuModel... models) {
        MigProfile mig = MigProfile.of(profile);
        return needing(shape(1, mig.milliGpu(), 0, shape.cpuMillis(), mig, models));
    }

    public WorkloadBuilder withCpus(int cpus) {
        return needing(
                shape(
                        shape.gpus(),
                        shape.milliGpu(),
                        shape.gpuMemoryMib(),
                        cpus * 1000,
                        shape.mig(),
                        shape.models().toArray(new GpuModel[0])));
    }

    private Shape shape(
            int gpus,
            int milliGpu,
            int gpuMemoryMib,
            int cpuMillis,
            @Nullable MigProfile mig,
            GpuModel... models) {
        return new Shape(
                List.of(models), gpus, milliGpu, gpuMemoryMib, cpuMillis, shape.memoryMib(), mig);
    }

    public WorkloadBuilder withReplicas(int count) {
        return with(w -> w.replicas = count);
    }

    public WorkloadBuilder withPriority(int other) {
        return with(w -> w.priority = other);
    }

    public WorkloadBuilder waitingFor(Duration time) {
        return with(w -> w.submittedAt = NOON.minus(time));
    }

    public WorkloadBuilder of(String who, String where) {
        return with(
                w -> {
                    w.tenant = who;
                    w.environment = where;
                });
    }

    public WorkloadBuilder inLane(String other) {
        return with(w -> w.lane = other);
    }

    public WorkloadBuilder running(Duration time) {
        return with(w -> w.expected = time);
    }

    /// Half of its like are over after the one time, nine of ten after the other.
    public WorkloadBuilder running(Duration time, Duration doubtful) {
        return running(time).with(w -> w.atMost = doubtful);
    }

    /// To be finished that long after noon.
    public WorkloadBuilder dueIn(Duration time) {
        return with(w -> w.deadline = NOON.plus(time));
    }

    public WorkloadBuilder reading(String... names) {
        return with(w -> w.data = List.of(names));
    }

    public WorkloadBuilder together(Topology near) {
        return with(w -> w.topology = near);
    }

    public Waiting build() {
        return new Waiting(
                idOf(name),
                workloadClass,
                priority,
                submittedAt,
                shape,
                IntStream.range(0, replicas).boxed().toList(),
                gang,
                tenant,
                environment,
                lane,
                expected,
                topology,
                atMost,
                deadline,
                data,
                null);
    }

    /// As one that has run for that long.
    public Running since(Duration ran, @Nullable Duration checkpointEvery) {
        return new Running(
                idOf(name),
                workloadClass,
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
                        null)
                .ending(
                        expected == null ? null : NOON.plus(expected),
                        atMost == null ? null : NOON.plus(atMost));
    }
}
