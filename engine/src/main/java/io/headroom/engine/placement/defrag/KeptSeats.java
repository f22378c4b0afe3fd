package io.headroom.engine.placement.defrag;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Running;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.PlacementFacts;
import io.headroom.engine.placement.PlacementPlan.Placed;
import io.headroom.engine.placement.board.Board;
import io.headroom.engine.placement.board.Feasible.Reach;
import io.headroom.engine.placement.board.Together;
import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Spot;
import io.headroom.engine.placement.preemption.Preemption;
import io.headroom.engine.placement.preemption.Preemption.Move;
import io.headroom.engine.placement.preemption.Preemption.Seat;
import io.headroom.engine.placement.preemption.Preemption.Victim;
import io.headroom.engine.placement.preemption.Seats;

/// The seats that earlier plans decided on: of the one that comes, and of those that are moved for it. They are kept from plan to plan, all of
/// them or none.
public final class KeptSeats {

    private final Board board;
    private final Movers movers;
    private final Map<WorkloadId, Integer> attempts = new LinkedHashMap<>();

    public KeptSeats(Board board, PlacementFacts facts, Movers movers) {
        this.board = board;
        this.movers = movers;
        if (!facts.preemptions().isEmpty() || !facts.emptying().underWay().isEmpty()) {
            for (Running one : facts.running()) {
                attempts.put(one.id(), one.attempt());
            }
        }
    }

    /// Those of its victims that are still there.
    public List<Victim> remaining(Preemption preemption) {
        return remaining(preemption.victims());
    }

    public List<Victim> remaining(List<Victim> victims) {
        return victims.stream().filter(this::isThere).toList();
    }

    private boolean isThere(Victim victim) {
        return attempts.getOrDefault(victim.workload(), 0) == victim.attempt();
    }

    /// Those of its victims that are still there, as they will come again to the seats that are kept for them.
    public List<Waiting> toMove(Preemption preemption) {
        return preemption.movesOthers()
                ? remaining(preemption).stream()
                        .flatMap(victim -> movers.again(victim.workload()).stream())
                        .toList()
                : List.of();
    }

    /// Keeps what was decided earlier; false where that can no longer be, so that it is decided anew.
    public boolean resume(Preemption preemption, Waiting by) {
        List<WorkloadId> gone = remaining(preemption).stream().map(Victim::workload).toList();
        Map<Integer, List<Hold>> holds = new LinkedHashMap<>();
        Map<Integer, Node> without = new LinkedHashMap<>();
        if (!collect(by, preemption.seats(), holds)) {
            return false;
        }
        holds.keySet().forEach(rank -> without.put(rank, board.state(rank).without(gone)));
        for (Move move : preemption.moves()) {
            if (gone.contains(move.workload())
                    && movers.again(move.workload())
                            .filter(mover -> collect(mover, move.seats(), holds))
                            .isEmpty()) {
                return false;
            }
        }
        if (!fit(holds, without)) {
            return false;
        }
        board.keep(by.id(), holds, without, null);
        return true;
    }

    /// Keeps the seats of those that move off a node; false where that can no longer be.
    public boolean resume(List<Move> moves) {
        Map<Integer, List<Hold>> holds = new LinkedHashMap<>();
        for (Move move : moves) {
            if (movers.again(move.workload())
                    .filter(mover -> collect(mover, move.seats(), holds))
                    .isEmpty()) {
                return false;
            }
        }
        if (!fit(holds, new LinkedHashMap<>())) {
            return false;
        }
        board.keep(moves.getFirst().workload(), holds, new LinkedHashMap<>(), null);
        return true;
    }

    /// Adds what it holds in its seats, by rank; false where it may not stand there any more.
    private boolean collect(Waiting one, List<Seat> seats, Map<Integer, List<Hold>> holds) {
        Ask ask = board.ask(one, Reach.READY);
        List<Node> nodes = new ArrayList<>();
        for (Seat seat : seats) {
            Optional<Integer> rank = board.rank(seat.node());
            if (rank.isEmpty()
                    || board.isKept(rank.get())
                    || !ask.allows(board.room(rank.get()).kind())) {
                return false;
            }
            nodes.add(board.node(rank.get()));
            holds.computeIfAbsent(rank.get(), _ -> new ArrayList<>())
                    .add(Hold.of(one, seat.replica(), seat.devices(), seat.slot(), null));
        }
        return one.replicas().equals(seats.stream().map(Seat::replica).toList())
                && Together.isKept(one, nodes);
    }

    private boolean fit(Map<Integer, List<Hold>> holds, Map<Integer, Node> without) {
        return holds.entrySet().stream()
                .allMatch(
                        entry -> {
                            Node there = without.get(entry.getKey());
                            return (there == null ? board.state(entry.getKey()) : there)
                                    .hasRoomFor(entry.getValue());
                        });
    }

    /// Puts one that was moved into the seats that were kept for it; nothing where it cannot stand there any more.
    public Optional<List<Placed>> settle(Waiting moved, Move move) {
        Map<Integer, List<Hold>> holds = new LinkedHashMap<>();
        return collect(moved, move.seats(), holds) && fit(holds, new LinkedHashMap<>())
                ? Optional.of(take(moved, move.seats()))
                : Optional.empty();
    }

    public List<Placed> take(Waiting waiting, List<Seat> seats) {
        Ask ask = board.ask(waiting, Reach.READY);
        List<Placed> taken = new ArrayList<>();
        for (Seat seat : seats) {
            Spot spot = Seats.spot(seat, board.rank(seat.node()).orElseThrow());
            board.placeAt(waiting, seat.replica(), spot, ask);
            taken.add(board.placed(waiting, seat.replica(), spot));
        }
        return taken;
    }
}
