package io.headroom.agent.replica;

import io.headroom.contracts.node.ReplicaAssignment;
import io.headroom.contracts.workload.WorkloadId;

/// Which start of which replica; a new attempt is another one.
public record ReplicaKey(WorkloadId workload, int replica, int attempt) {

    public static ReplicaKey of(ReplicaAssignment assignment) {
        return new ReplicaKey(assignment.workload(), assignment.replica(), assignment.attempt());
    }

    /// Also the name of the replica's folder.
    @Override
    public String toString() {
        return workload + "-" + replica + "-" + attempt;
    }
}
