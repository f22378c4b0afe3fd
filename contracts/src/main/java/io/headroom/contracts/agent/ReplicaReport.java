package io.headroom.contracts.agent;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.WorkloadId;

/// What became of one replica; kept on the node until the desired state echoes its sequence.
///
/// @param bootId names the time between two starts of the machine
/// @param sequence starts with 1 at each boot and grows by one with each report
/// @param replica index of the replica, from 0
/// @param attempt which start of the workload the replica belongs to
/// @param exitCode of the replica's process; absent while it runs and when nobody knows
/// @param at virtual time of the node's clock
/// @param message one sentence for people
/// @param log the end of what it wrote, if it ended and wrote anything: the node may be gone when people ask
/// @param prepared how long it took to be ready; said once it is, with the state that it runs, by replicas that fetch something or say what ready is
public record ReplicaReport(
        NodeId node,
        String bootId,
        long sequence,
        WorkloadId workload,
        int replica,
        int attempt,
        ReplicaState state,
        @Nullable Integer exitCode,
        Instant at,
        String message,
        @Nullable String log,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Prepared prepared) {

    /// Enough for a stack trace; more would make reports slow for everybody.
    public static final int MOST_LOG = 8_192;

    public ReplicaReport {
        message = message == null ? "" : message;
        new Checks()
                .present(node, "node")
                .that(bootId != null && !bootId.isBlank(), "bootId", "is required")
                .that(sequence > 0, "sequence", "starts with 1")
                .present(workload, "workload")
                .range(replica, 0, 1_000_000, "replica")
                .present(state, "state")
                .present(at, "at")
                .done();
    }

    /// One that says nothing of how it got ready.
    public ReplicaReport(
            NodeId node,
            String bootId,
            long sequence,
            WorkloadId workload,
            int replica,
            int attempt,
            ReplicaState state,
            @Nullable Integer exitCode,
            Instant at,
            String message,
            @Nullable String log) {
        this(
                node, bootId, sequence, workload, replica, attempt, state, exitCode, at, message,
                log, null);
    }
}
