package io.headroom.engine.placement.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.headroom.contracts.workload.Topology;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Spot;

/// All or none: a gang gets places for all its replicas, or leaves the board as it was. Its replicas are alike, so that no order of
/// placing them fits more of them than another.
public final class Gang {

    /// @param spots by replica, as many as fit
    public record Attempt(List<Spot> spots, int of) {

        public boolean whole() {
            return spots.size() == of;
        }
    }

    private Gang() {}

    /// Places all replicas or, having counted how many fit, none; as near to each other as the gang's topology has it.
    public static Attempt allOrNone(Board board, Waiting gang, Ask ask) {
        Topology topology = gang.topology();
        if (topology != null) {
            Attempt near = together(board, gang, topology, ask);
            if (near.whole() || topology.required()) {
                return near;
            }
        }
        Attempt attempt = asManyAsFit(board, gang, ask);
        if (!attempt.whole()) {
            board.undo(gang, attempt.spots(), ask);
        }
        return attempt;
    }

    private static Attempt together(Board board, Waiting gang, Topology topology, Ask ask) {
        List<Spot> seats = Together.seats(board, gang, topology, ask);
        Attempt attempt = new Attempt(seats, gang.replicas().size());
        if (attempt.whole()) {
            for (int i = 0; i < seats.size(); i++) {
                board.placeAt(gang, gang.replicas().get(i), seats.get(i), ask);
            }
        }
        return attempt;
    }

    private static Attempt asManyAsFit(Board board, Waiting gang, Ask ask) {
        List<Spot> spots = new ArrayList<>();
        for (int replica : gang.replicas()) {
            Optional<Spot> spot = board.place(gang, replica, ask);
            if (spot.isEmpty()) {
                break;
            }
            spots.add(spot.get());
        }
        return new Attempt(spots, gang.replicas().size());
    }
}
