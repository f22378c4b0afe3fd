package io.headroom.engine.scaling;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.capacity.ShortfallItem;
import io.headroom.contracts.workload.Topology;
import io.headroom.contracts.workload.WorkloadClass;

/// What waits, by what matters to a test.
public record WaitingWork(
        WorkloadClass workloadClass,
        Duration waited,
        @Nullable Duration runs,
        @Nullable Duration checkpointEvery,
        @Nullable Topology topology) {

    public static final WaitingWork TRAINING = of(WorkloadClass.TRAINING);

    public static WaitingWork of(WorkloadClass workloadClass) {
        return new WaitingWork(workloadClass, Duration.ofSeconds(10), null, null, null);
    }

    public WaitingWork waited(Duration since) {
        return new WaitingWork(workloadClass, since, runs, checkpointEvery, topology);
    }

    public WaitingWork running(Duration thought) {
        return new WaitingWork(workloadClass, waited, thought, checkpointEvery, topology);
    }

    public WaitingWork checkpointing(@Nullable Duration every) {
        return new WaitingWork(workloadClass, waited, runs, every, topology);
    }

    WaitingWork together(Topology near) {
        return new WaitingWork(workloadClass, waited, runs, checkpointEvery, near);
    }

    ShortfallItem item(int replicas, int gpus, boolean gang) {
        return new ShortfallItem(
                new Shape(List.of(GpuModel.H100), gpus, Shape.WHOLE, 0, 1_000, 1_024),
                replicas,
                gang,
                "research",
                "production",
                workloadClass,
                0,
                Scene.NOON.minus(waited),
                List.of(),
                runs,
                topology,
                checkpointEvery);
    }
}
