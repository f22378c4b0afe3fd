package io.headroom.agent.replica;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import io.headroom.contracts.agent.AgentDevice;
import io.headroom.contracts.node.ReplicaAssignment;

/// How replicas run on this node: as processes, or only as if.
public interface ReplicaRuntime {

    /// Starts it.
    ///
    /// @param onExit called once, from any thread, when it has ended
    /// @throws IOException with a message for people, when it cannot be started
    RunningReplica start(
            ReplicaAssignment assignment, List<AgentDevice> devices, Consumer<ReplicaExit> onExit)
            throws IOException;

    /// Finds one again that an earlier agent process started; empty when it is gone and nobody knows how it ended. One
    /// that ended meanwhile with a known exit is found, and `onExit` is called.
    Optional<RunningReplica> adopt(
            ReplicaAssignment assignment, String handle, Consumer<ReplicaExit> onExit);
}
