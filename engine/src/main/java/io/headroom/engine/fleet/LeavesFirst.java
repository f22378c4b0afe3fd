package io.headroom.engine.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

import io.headroom.contracts.node.NodeId;

/// Which of several nodes goes first, idle or emptied: the one whose going saves the most for what it loses; then the oldest; then the one
/// with the most room that nobody can use; then the one with the freshest checkpoints. Of idle nodes, which lose nothing, that is the dearest.
///
/// @param saves millionths of a dollar; of an idle node, an hour of it
/// @param loses millionths of a dollar: work since checkpoints, and starting again
/// @param boughtAt when it was launched
/// @param lost GPUs that are free on it and of no use to what is typical
/// @param sinceCheckpoint the longest time that one of its workloads has not saved its work for
public record LeavesFirst(
        NodeId node,
        long saves,
        long loses,
        Instant boughtAt,
        double lost,
        Duration sinceCheckpoint) {

    public static final Comparator<LeavesFirst> ORDER =
            Comparator.comparingDouble(LeavesFirst::savedForLost)
                    .reversed()
                    .thenComparing(LeavesFirst::boughtAt)
                    .thenComparing(Comparator.comparingDouble(LeavesFirst::lost).reversed())
                    .thenComparing(LeavesFirst::sinceCheckpoint)
                    .thenComparing(LeavesFirst::node);

    /// One on which nothing runs.
    public static LeavesFirst idle(NodeId node, long savesPerHour, Instant boughtAt) {
        return new LeavesFirst(node, savesPerHour, 0, boughtAt, 0, Duration.ZERO);
    }

    /// A millionth of a dollar is as good as nothing lost.
    private double savedForLost() {
        return saves / (double) Math.max(1, loses);
    }
}
