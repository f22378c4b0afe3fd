package io.headroom.contracts.agent;

import io.headroom.contracts.check.Checks;
import io.headroom.contracts.workload.WorkloadId;

/// A node is asked for what a replica wrote to its output; answered by a [LogPiece].
///
/// @param attempt which start of the workload the replica belongs to
/// @param after from which byte on; -1: the end of it
/// @param most bytes
public record LogWanted(WorkloadId workload, int replica, int attempt, long after, int most) {

    /// Fits into one message, and is some hundreds of lines.
    public static final int MOST = 65_536;

    public LogWanted {
        new Checks().present(workload, "workload").range(most, 1, MOST, "most").done();
    }
}
