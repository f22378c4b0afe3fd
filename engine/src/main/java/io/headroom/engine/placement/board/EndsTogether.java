package io.headroom.engine.placement.board;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Packer;
import io.headroom.engine.placement.packing.Spot;

/// How badly the end of a newcomer goes with those of its neighbours. Who ends together leaves room that is of one piece: a whole GPU where
/// shares stand on one, a whole node where GPUs stand side by side.
final class EndsTogether {

    /// In GPUs lost: places that pack as well as the best but for this are compared by their neighbours' ends. At half of it few are, at
    /// five times of it packing suffers: on openb's gangs 0.1 and 0.3 lost what 0.02 had won.
    private static final double TOLERANCE = 0.02;

    /// Whoever ends after all others keeps the node from becoming free; worse than any neighbour that ends later.
    private static final long OUTLASTS = Duration.ofDays(36_500).toSeconds();

    private EndsTogether() {}

    /// The place that packs best; of those that do so nearly as well the one whose neighbours end when the newcomer does, if that is known.
    ///
    /// @param nodes by rank, as they are with what the plan has put there so far
    static Optional<Spot> find(
            Packer packer, Ask ask, @Nullable Instant end, IntFunction<Node> nodes, Instant now) {
        return end == null
                ? packer.find(ask)
                : packer.find(
                        ask,
                        TOLERANCE,
                        spot -> cost(ask, spot, end, nodes.apply(spot.node()), now));
    }

    /// Seconds between the newcomer's end and the last of its neighbours': of those on its own device for a share, else of the
    /// node's.
    private static long cost(Ask ask, Spot spot, Instant end, Node node, Instant now) {
        boolean isShare = !ask.whole();
        Instant last = now;
        for (Hold hold : node.holds()) {
            Instant at = Reservation.end(hold, now);
            boolean isNeighbour = !isShare || hold.devices().equals(spot.devices());
            if (at != null && isNeighbour && at.isAfter(last)) {
                last = at;
            }
        }
        long over = Duration.between(last, end).toSeconds();
        if (isShare) {
            return Math.abs(over);
        }
        return over > 0 ? OUTLASTS + over : -over;
    }
}
