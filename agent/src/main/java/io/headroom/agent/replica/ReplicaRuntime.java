package io.headroom.agent.replica;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

import io.headroom.contracts.agent.LogPiece;
import io.headroom.contracts.agent.ReplicaReport;
import io.headroom.contracts.node.ReplicaAssignment;

/// How replicas run on this node: as processes, or only as if.
public interface ReplicaRuntime {

    /// Starts it.
    ///
    /// @param onExit called once, from any thread, when it has ended
    /// @throws IOException with a message for people, when it cannot be started
    RunningReplica start(ReplicaAssignment assignment, Given given, Consumer<ReplicaExit> onExit)
            throws IOException;

    /// Finds one again that an earlier agent process started; empty when it is gone and nobody knows how it ended. One
    /// that ended meanwhile with a known exit is found, and `onExit` is called.
    Optional<RunningReplica> adopt(
            ReplicaAssignment assignment, String handle, Consumer<ReplicaExit> onExit);

    /// What it wrote, also after its end for as long as the node keeps it.
    ///
    /// @param after from which byte on; -1: the end of it
    /// @param most bytes
    LogPiece log(ReplicaKey replica, long after, int most);

    /// The end of what it wrote, to be told with its end: the node may be gone when people ask.
    default String lastWords(ReplicaKey replica) {
        return log(replica, -1, ReplicaReport.MOST_LOG).text();
    }
}
