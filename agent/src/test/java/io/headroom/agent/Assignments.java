package io.headroom.agent;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import io.headroom.contracts.node.DesiredState;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.ReplicaAssignment;
import io.headroom.contracts.workload.RunSpec;
import io.headroom.contracts.workload.WorkloadId;

/// What a node is told, with everything defaulted that a test does not care for.
public final class Assignments {

    private Assignments() {}

    public static ReplicaAssignment running(String... command) {
        return on(List.of(), 1_000, command);
    }

    /// One on the first GPU that is to know secrets of these names.
    public static ReplicaAssignment knowing(String... secrets) {
        return on(
                List.of(0),
                1_000,
                new RunSpec(
                        null,
                        List.of("knowing"),
                        null,
                        null,
                        null,
                        Stream.of(secrets).map(name -> "secret:" + name).toList()));
    }

    public static ReplicaAssignment on(List<Integer> devices, int milli, String... command) {
        return on(
                devices,
                milli,
                new RunSpec(null, List.of(command), Map.of("TEAM", "nlp"), null, null, null));
    }

    public static ReplicaAssignment on(List<Integer> devices, int milli, RunSpec run) {
        return new ReplicaAssignment(
                new WorkloadId(UUID.randomUUID()),
                0,
                1,
                devices,
                milli,
                0,
                1_000,
                512,
                1,
                List.of("127.0.0.1"),
                run,
                null,
                null);
    }

    public static DesiredState desired(
            NodeId node, long epoch, long generation, ReplicaAssignment... replicas) {
        return new DesiredState(node, epoch, generation, List.of(replicas), 0, "");
    }
}
