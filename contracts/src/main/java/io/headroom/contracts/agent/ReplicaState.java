package io.headroom.contracts.agent;

/// What became of a replica on its node.
public enum ReplicaState {
    STARTING,
    RUNNING,
    /// It ended by itself with exit code 0.
    SUCCEEDED,
    /// It ended by itself with another exit code, or could not be started.
    FAILED,
    /// The agent ended it: no longer desired, node draining, or lease ending.
    STOPPED,
    /// It was gone when the agent came back: nobody knows how it ended.
    LOST;

    public boolean isFinal() {
        return this != STARTING && this != RUNNING;
    }
}
