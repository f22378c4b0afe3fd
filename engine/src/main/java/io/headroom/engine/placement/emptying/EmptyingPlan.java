package io.headroom.engine.placement.emptying;

import java.util.Comparator;
import java.util.List;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.WorkloadId;

/// What a plan says of nodes that are emptied.
///
/// @param underWay all that is not done yet, decided now or earlier: what is in none of these lists any more is called off
/// @param leaves whose grace is over: they leave now
/// @param done nothing runs on them any more: they may go
/// @param stays nodes that are not emptied, or not any more
public record EmptyingPlan(
        List<Emptying> underWay, List<Leaves> leaves, List<Emptying> done, List<Stays> stays) {

    public static final EmptyingPlan NOTHING =
            new EmptyingPlan(List.of(), List.of(), List.of(), List.of());

    /// A workload that leaves now.
    ///
    /// @param attempt which start of it is meant
    public record Leaves(WorkloadId workload, int attempt, NodeId node, String why) {}

    /// A node that stays.
    public record Stays(NodeId node, long nodeVersion, Why why, String because) {}

    /// Why a node is not emptied; the name is what metrics count by.
    public enum Why {
        /// Its lane lets nobody be moved.
        LANE,
        /// Something on it may not be moved, or stands elsewhere, too.
        NOT_MOVABLE,
        /// Something on it was moved only just now.
        MOVED_LATELY,
        /// As many are being moved as may be at a time.
        MANY_MOVE,
        /// Moving loses too much for what it saves.
        DOES_NOT_PAY,
        /// What runs on it fits nowhere else.
        NO_ROOM,
        /// Work waits in its lane.
        WORK_WAITS,
        /// Places on it are kept, or were just taken.
        IN_USE,
        /// It leaves for another reason.
        LEAVES_ALREADY
    }

    public EmptyingPlan {
        underWay = underWay.stream().sorted(Comparator.comparing(Emptying::node)).toList();
        leaves = List.copyOf(leaves);
        done = List.copyOf(done);
        stays = List.copyOf(stays);
    }

    public boolean isNothing() {
        return equals(NOTHING);
    }
}
