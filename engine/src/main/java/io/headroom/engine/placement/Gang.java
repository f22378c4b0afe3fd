package io.headroom.engine.placement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Spot;

/// All or none: a gang gets places for all its replicas, or leaves the board as it was. Its replicas are alike, so that no order of
/// placing them fits more of them than another.
final class Gang {

    /// @param spots by replica, as many as fit
    record Attempt(List<Spot> spots, int of) {

        boolean whole() {
            return spots.size() == of;
        }
    }

    private Gang() {}

    /// Places all replicas or, having counted how many fit, none.
    static Attempt allOrNone(Board board, Waiting gang, Ask ask) {
        Attempt attempt = asManyAsFit(board, gang, ask);
        if (!attempt.whole()) {
            board.undo(gang, attempt.spots(), ask);
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
