package io.headroom.placement.picture;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.agent.ReplicaState;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.WorkloadId;

/// A replica's row: where it is bound and what its node last said of it.
///
/// @param slot where its MIG instance begins; absent for whole GPUs and shares
/// @param state `PLACED` until its node reports, then the reported state
public record BoundReplica(
        WorkloadId workload,
        int replica,
        int attempt,
        NodeId node,
        List<Integer> devices,
        int milliGpu,
        @Nullable Integer slot,
        String state) {

    /// Whether it has ended, and holds nothing any more.
    public boolean isOver() {
        return switch (state.toUpperCase(Locale.ROOT)) {
            case "SUCCEEDED", "FAILED", "STOPPED", "LOST" -> true;
            default -> false;
        };
    }

    /// The same, as its node says now.
    public BoundReplica reported(ReplicaState now) {
        return new BoundReplica(
                workload, replica, attempt, node, devices, milliGpu, slot, now.name());
    }

    public boolean runs() {
        return state.equals("RUNNING");
    }
}
