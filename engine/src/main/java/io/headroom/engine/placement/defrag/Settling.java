package io.headroom.engine.placement.defrag;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.Admitted;
import io.headroom.engine.placement.board.Board;
import io.headroom.engine.placement.board.Feasible.Reach;
import io.headroom.engine.placement.board.Gang;
import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Spot;
import io.headroom.engine.placement.preemption.Preemption.Move;
import io.headroom.engine.placement.preemption.Seats;
import io.headroom.engine.placement.preemption.Vacating;

/// Finds places for those that are moved, where room is free already and kept for nobody, and keeps them: together with the seats of the one
/// that comes, or with the node that is emptied.
public final class Settling {

    private record Settled(Waiting mover, Ask ask, List<Spot> spots) {}

    private final Board board;
    private final Admitted admitted;
    private final Movers movers;

    public Settling(Board board, Admitted admitted, Movers movers) {
        this.board = board;
        this.admitted = admitted;
        this.movers = movers;
    }

    /// Keeps all seats, or none.
    ///
    /// @param placeless takes those that found no place
    Optional<List<Move>> settle(
            Waiting by, List<Integer> replicas, Vacating found, Set<WorkloadId> placeless) {
        board.keep(by, replicas, found.seats(), found.nodes(), null);
        List<Settled> settled = places(found.leave(), placeless);
        boolean all = settled.size() == found.leave().size() && mayStart(settled, placeless);
        if (!all || admitted.refusal(by, replicas.size()).isPresent()) {
            if (all) {
                settled.forEach(one -> placeless.add(one.mover.id()));
            }
            board.release(by);
            return Optional.empty();
        }
        return Optional.of(keep(by.id(), settled));
    }

    /// Keeps places on other nodes for all that stand on one; or nothing.
    ///
    /// @param closed the node that they leave, and others where they must not stand, by rank: nobody else stands there in this plan either
    public Optional<List<Move>> elsewhere(List<Integer> closed, List<Waiting> leave) {
        Waiting holder = leave.getFirst();
        Map<Integer, List<Hold>> nothingNew = new LinkedHashMap<>();
        closed.forEach(rank -> nothingNew.put(rank, List.of()));
        board.keep(holder.id(), nothingNew, new LinkedHashMap<>(), null);
        Set<WorkloadId> placeless = new LinkedHashSet<>();
        List<Settled> settled = places(leave.stream().map(Waiting::id).toList(), placeless);
        if (settled.size() < leave.size() || !mayStart(settled, placeless)) {
            board.release(holder);
            return Optional.empty();
        }
        return Optional.of(keep(holder.id(), settled));
    }

    /// Where they would stand, as far as all do.
    private List<Settled> places(List<WorkloadId> leave, Set<WorkloadId> placeless) {
        List<Settled> settled = new ArrayList<>();
        for (WorkloadId id : leave) {
            Optional<Settled> place = movers.again(id).flatMap(this::place);
            if (place.isEmpty()) {
                placeless.add(id);
                break;
            }
            settled.add(place.get());
        }
        // They stand there only once they have left; until then the room is kept.
        settled.reversed().forEach(one -> board.undo(one.mover, one.spots, one.ask));
        return settled;
    }

    private Optional<Settled> place(Waiting mover) {
        Ask ask = board.ask(mover, Reach.READY);
        Gang.Attempt attempt = Gang.allOrNone(board, mover, ask);
        if (!attempt.whole()) {
            return Optional.empty();
        }
        if (attempt.spots().stream().anyMatch(spot -> board.isKept(spot.node()))) {
            board.undo(mover, attempt.spots(), ask);
            return Optional.empty();
        }
        return Optional.of(new Settled(mover, ask, attempt.spots()));
    }

    /// Whether limits and quotas let all of them start again.
    private boolean mayStart(List<Settled> settled, Set<WorkloadId> placeless) {
        for (Settled one : settled) {
            if (!admitted.mayStartAgain(one.mover)) {
                placeless.add(one.mover.id());
                return false;
            }
        }
        return true;
    }

    private List<Move> keep(WorkloadId holder, List<Settled> settled) {
        Map<Integer, List<Hold>> holds = new LinkedHashMap<>();
        List<Move> moves = new ArrayList<>();
        for (Settled one : settled) {
            List<Integer> replicas = one.mover.replicas();
            for (int i = 0; i < replicas.size(); i++) {
                Spot spot = one.spots.get(i);
                holds.computeIfAbsent(spot.node(), _ -> new ArrayList<>())
                        .add(
                                Hold.of(
                                        one.mover,
                                        replicas.get(i),
                                        spot.devices(),
                                        spot.instanceSlot(),
                                        null));
            }
            moves.add(new Move(one.mover.id(), Seats.of(board, replicas, one.spots)));
        }
        board.keep(holder, holds, new LinkedHashMap<>(), null);
        return moves;
    }
}
