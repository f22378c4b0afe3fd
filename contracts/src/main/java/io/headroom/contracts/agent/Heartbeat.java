package io.headroom.contracts.agent;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;
import io.headroom.contracts.node.NodeId;

/// The agent lives, and this is what its node is and does; the newest replaces all before it.
///
/// @param bootId names the time between two starts of the machine
/// @param sequence counts the heartbeats of one agent process
/// @param at virtual time of the node's clock
/// @param replicas how many replicas run or are starting
/// @param leaseVersion newest spend lease the agent holds; 0 when it has none
/// @param desiredEpoch epoch of the desired state the agent follows; 0 when it has none
/// @param desiredGeneration generation of that desired state
/// @param takenBackAt when the provider takes the machine back, by its own notice; absent while it has given none
/// @param address from which its connection comes: where other nodes reach it
public record Heartbeat(
        NodeId node,
        String bootId,
        long sequence,
        Instant at,
        List<AgentDevice> devices,
        int replicas,
        long leaseVersion,
        long desiredEpoch,
        long desiredGeneration,
        @Nullable Instant takenBackAt,
        @Nullable String address) {

    public Heartbeat {
        devices = devices == null ? List.of() : List.copyOf(devices);
        new Checks()
                .present(node, "node")
                .that(bootId != null && !bootId.isBlank(), "bootId", "is required")
                .present(at, "at")
                .range(replicas, 0, 100_000, "replicas")
                .done();
    }
}
