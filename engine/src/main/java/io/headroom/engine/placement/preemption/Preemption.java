package io.headroom.engine.placement.preemption;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.WorkloadId;

/// Room being made: who leaves, for whom, when, and where the one that comes will stand. Its seats are kept for it from the decision on,
/// so that nobody leaves for nothing. Those that are moved have seats elsewhere, kept and free from the decision on as well.
///
/// @param notBefore when the victims' grace is over
/// @param why what the rules say, for people
/// @param moves where the victims start again; empty if they have to wait for room like others
/// @param worth what moving loses and saves; absent unless they are moved
public record Preemption(
        WorkloadId by,
        List<Seat> seats,
        List<Victim> victims,
        Instant decidedAt,
        Instant notBefore,
        String why,
        List<Move> moves,
        @Nullable Worth worth) {

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

    /// Where one that leaves starts again.
    public record Move(WorkloadId workload, List<Seat> seats) {
        public Move {
            seats = List.copyOf(seats);
        }
    }

    /// In dollars.
    ///
    /// @param loses what the work that is lost, and starting again, cost
    /// @param saves what buying would have cost
    public record Worth(Money loses, Money saves) {}

    /// Who leaves has to wait for room.
    public Preemption(
            WorkloadId by,
            List<Seat> seats,
            List<Victim> victims,
            Instant decidedAt,
            Instant notBefore,
            String why) {
        this(by, seats, victims, decidedAt, notBefore, why, List.of(), null);
    }

    public Preemption {
        seats = List.copyOf(seats);
        victims = List.copyOf(victims);
        // What older releases decided moves nobody.
        moves = moves == null ? List.of() : List.copyOf(moves);
        if (seats.isEmpty() || victims.isEmpty()) {
            throw new IllegalArgumentException(by + " makes nobody leave, or for nothing");
        }
        if (notBefore.isBefore(decidedAt)) {
            throw new IllegalArgumentException(by + " gives no grace: " + notBefore);
        }
        if (!moves.isEmpty()
                && !moves.stream()
                        .map(Move::workload)
                        .toList()
                        .equals(victims.stream().map(Victim::workload).toList())) {
            throw new IllegalArgumentException(by + " moves others than those that leave");
        }
    }

    public boolean movesOthers() {
        return !moves.isEmpty();
    }
}
