package io.headroom.agent.replica;

import com.fasterxml.jackson.annotation.JsonIgnore;

import io.headroom.contracts.node.ReplicaAssignment;

/// What the agent remembers of a replica over its own restarts.
///
/// @param handle what the runtime finds it again by; empty before it was started
/// @param why it is being stopped, for people; empty unless it is
public record KeptReplica(ReplicaAssignment assignment, Stage stage, String handle, String why) {

    /// Where it is in its life on this node.
    public enum Stage {
        STARTING,
        RUNNING,
        STOPPING,
        /// It is remembered, so that it is not started again, until it is no longer desired.
        ENDED
    }

    @JsonIgnore
    public ReplicaKey key() {
        return ReplicaKey.of(assignment);
    }

    KeptReplica running(String newHandle) {
        return new KeptReplica(assignment, Stage.RUNNING, newHandle, why);
    }

    KeptReplica stopping(String reason) {
        return new KeptReplica(assignment, Stage.STOPPING, handle, reason);
    }

    KeptReplica ended() {
        return new KeptReplica(assignment, Stage.ENDED, handle, why);
    }
}
