package io.headroom.engine.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.workload.Topology;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;

/// A workload of which replicas have no place.
///
/// @param priority higher goes first
/// @param replicas which of its replicas need a place
/// @param gang starts all of them or none
/// @param expected how long it is thought to run; absent if nobody knows
/// @param topology how near to each other its replicas stand; absent if anywhere. Only of a gang: who comes one by one is not held together
/// @param atMost nine of ten like it have run no longer; absent if nobody knows
/// @param deadline by when it should be finished; absent if whenever
/// @param data names of what it reads: nodes that have it on their disks are preferred
/// @param checkpointEvery how much work it loses at most when its machine goes; absent if all of it
public record Waiting(
        WorkloadId id,
        WorkloadClass workloadClass,
        int priority,
        Instant submittedAt,
        Shape shape,
        List<Integer> replicas,
        boolean gang,
        String tenant,
        String environment,
        String lane,
        @Nullable Duration expected,
        @Nullable Topology topology,
        @Nullable Duration atMost,
        @Nullable Instant deadline,
        List<String> data,
        @Nullable Duration checkpointEvery) {

    public Waiting {
        // Decisions kept by older releases do not name it.
        data = data == null ? List.of() : data.stream().sorted().toList();
        replicas = replicas.stream().distinct().sorted().toList();
        if (replicas.isEmpty() || replicas.getFirst() < 0) {
            throw new IllegalArgumentException(id + " waits with replicas " + replicas);
        }
        if (topology != null && !gang) {
            throw new IllegalArgumentException(id + " has a topology and is no gang");
        }
    }

    /// One that asks for no more than that.
    public Waiting(
            WorkloadId id,
            WorkloadClass workloadClass,
            int priority,
            Instant submittedAt,
            Shape shape,
            List<Integer> replicas,
            boolean gang,
            String tenant,
            String environment,
            String lane,
            @Nullable Duration expected,
            @Nullable Topology topology) {
        this(
                id,
                workloadClass,
                priority,
                submittedAt,
                shape,
                replicas,
                gang,
                tenant,
                environment,
                lane,
                expected,
                topology,
                null,
                null,
                List.of(),
                null);
    }

    /// A workload whose replicas may stand anywhere.
    public Waiting(
            WorkloadId id,
            WorkloadClass workloadClass,
            int priority,
            Instant submittedAt,
            Shape shape,
            List<Integer> replicas,
            boolean gang,
            String tenant,
            String environment,
            String lane,
            @Nullable Duration expected) {
        this(
                id,
                workloadClass,
                priority,
                submittedAt,
                shape,
                replicas,
                gang,
                tenant,
                environment,
                lane,
                expected,
                null);
    }

    /// The workload with all its replicas.
    public static Waiting of(Workload workload) {
        return of(workload, IntStream.range(0, workload.spec().replicas()).boxed().toList());
    }

    public static Waiting of(Workload workload, List<Integer> replicas) {
        return new Waiting(
                workload.id(),
                workload.spec().workloadClass(),
                workload.spec().priority(),
                workload.createdAt(),
                workload.shape(),
                replicas,
                workload.spec().gang() || workload.spec().togetherness() != null,
                workload.spec().tenant(),
                workload.spec().environment(),
                workload.spec().lane(),
                workload.spec().expectedDuration(),
                workload.spec().togetherness(),
                workload.spec().durationAtMost(),
                workload.spec().deadline(),
                workload.spec().data(),
                workload.spec().checkpointEvery());
    }

    /// How long it surely runs at most, as surely as is known.
    public @Nullable Duration surely() {
        return atMost == null ? expected : atMost;
    }

    /// The last instant at which it may start and be finished in time, if it runs as long as it is thought to; absent if that is whenever.
    public @Nullable Instant latestStart() {
        return deadline == null || expected == null ? deadline : deadline.minus(expected);
    }

    /// The same with the doubt of its duration.
    public Waiting atMost(@Nullable Duration doubtful) {
        return with(doubtful, deadline, data, checkpointEvery);
    }

    /// The same if it should be finished by then.
    public Waiting by(@Nullable Instant due) {
        return with(atMost, due, data, checkpointEvery);
    }

    /// The same if it reads these.
    public Waiting reading(List<String> names) {
        return with(atMost, deadline, names, checkpointEvery);
    }

    /// The same if it writes checkpoints.
    public Waiting checkpointing(@Nullable Duration every) {
        return with(atMost, deadline, data, every);
    }

    private Waiting with(
            @Nullable Duration doubtful,
            @Nullable Instant due,
            List<String> names,
            @Nullable Duration every) {
        return new Waiting(
                id,
                workloadClass,
                priority,
                submittedAt,
                shape,
                replicas,
                gang,
                tenant,
                environment,
                lane,
                expected,
                topology,
                doubtful,
                due,
                names,
                every);
    }
}
