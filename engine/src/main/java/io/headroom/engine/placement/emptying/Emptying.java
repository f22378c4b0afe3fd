package io.headroom.engine.placement.emptying;

import java.time.Instant;
import java.util.List;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.placement.preemption.Preemption.Move;
import io.headroom.engine.placement.preemption.Preemption.Victim;
import io.headroom.engine.placement.preemption.Preemption.Worth;

/// A node is being emptied: who moves, when and where to. It takes nothing new from the decision on, and the new places are kept.
///
/// @param nodeVersion what the question was decided on
/// @param notBefore when the grace of those that move is over
/// @param worth what moving loses and the node's going saves
/// @param why both of them, for people
public record Emptying(
        NodeId node,
        long nodeVersion,
        List<Victim> victims,
        List<Move> moves,
        Instant decidedAt,
        Instant notBefore,
        Worth worth,
        String why) {

    public Emptying {
        victims = List.copyOf(victims);
        moves = List.copyOf(moves);
        if (!victims.stream()
                .map(Victim::workload)
                .toList()
                .equals(moves.stream().map(Move::workload).toList())) {
            throw new IllegalArgumentException(node + " is emptied of others than those that move");
        }
    }

    /// The same of those workloads alone.
    Emptying of(List<WorkloadId> some) {
        return new Emptying(
                node,
                nodeVersion,
                victims.stream().filter(one -> some.contains(one.workload())).toList(),
                moves.stream().filter(one -> some.contains(one.workload())).toList(),
                decidedAt,
                notBefore,
                worth,
                why);
    }

    public List<WorkloadId> workloads() {
        return victims.stream().map(Victim::workload).toList();
    }
}
