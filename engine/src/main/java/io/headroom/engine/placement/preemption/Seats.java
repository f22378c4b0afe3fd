package io.headroom.engine.placement.preemption;

import java.util.ArrayList;
import java.util.List;

import io.headroom.engine.placement.board.Board;
import io.headroom.engine.placement.packing.Slots;
import io.headroom.engine.placement.packing.Spot;
import io.headroom.engine.placement.preemption.Preemption.Seat;

/// Seats are spots that are kept from plan to plan: they name their node, since its rank is another one each time.
public final class Seats {

    private Seats() {}

    /// @param replicas which replica each spot is for
    public static List<Seat> of(Board board, List<Integer> replicas, List<Spot> spots) {
        List<Seat> seats = new ArrayList<>();
        for (int i = 0; i < spots.size(); i++) {
            Spot spot = spots.get(i);
            seats.add(
                    new Seat(
                            replicas.get(i),
                            board.node(spot.node()).id(),
                            spot.devices(),
                            spot.instanceSlot()));
        }
        return seats;
    }

    /// @param rank what its node has in this plan
    public static Spot spot(Seat seat, int rank) {
        Integer slot = seat.slot();
        return new Spot(rank, seat.devices(), 0, slot == null ? Slots.NOWHERE : slot);
    }
}
