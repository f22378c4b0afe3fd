package io.headroom.engine.placement.preemption;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.WorkloadId;

/// Room being made: who leaves, for whom, when, and where the one that comes will stand. Its seats are kept for it from the decision on,
/// so that nobody leaves for nothing.
///
/// @param notBefore when the victims' grace is over
/// @param why what the rules say, for people
public record Preemption(
        WorkloadId by,
        List<Seat> seats,
        List<Victim> victims,
        Instant decidedAt,
        Instant notBefore,
        String why) {

    /// Where one replica will stand.
    ///
    /// @param slot where its MIG instance begins; absent for whole GPUs and shares
    public record Seat(int replica, NodeId node, List<Integer> devices, @Nullable Integer slot) {
        public Seat {
            devices = List.copyOf(devices);
        }
    }

    /// One that leaves.
    ///
    /// @param attempt which start of it is meant: a later one is left alone
    /// @param lost work that is lost, in thousandths of a GPU-hour
    public record Victim(WorkloadId workload, int attempt, long lost, String why) {}

    public Preemption {
        seats = List.copyOf(seats);
        victims = List.copyOf(victims);
        if (seats.isEmpty() || victims.isEmpty()) {
            throw new IllegalArgumentException(by + " makes nobody leave, or for nothing");
        }
        if (notBefore.isBefore(decidedAt)) {
            throw new IllegalArgumentException(by + " gives no grace: " + notBefore);
        }
    }
}
