package io.headroom.engine.placement.packing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// A search for the place of one ask.
///
/// @param marks what the ask thinks of each room
record Search(Rooms rooms, Machines machines, Marks marks, Score score, Ask ask) {

    /// At half of it a large fleet has fewer to choose from, at twice of it a decision there takes longer.
    private static final int COMPARED = 64;

    /// Of nodes with the same room; more of them would leave none to compare of other rooms.
    private static final int COMPARED_OF_ONE_ROOM = 16;

    /// A pass over the marks of all rooms that are not full.
    Optional<Spot> best() {
        float best = Marks.NO_ROOM;
        int bestRoom = -1;
        int bestNode = Integer.MAX_VALUE;
        for (int s = rooms.firstShelf(ask); s < rooms.shelves(); s++) {
            Rooms.Shelf shelf = rooms.shelf(s);
            for (int i = 0; i < shelf.size(); i++) {
                int number = shelf.get(i);
                // Most are known and worse than the best so far; one that is not known is no
                // number, and so is worse than nothing.
                if (marks.known(number) < best) {
                    continue;
                }
                float mark = mark(number);
                if (mark < best || mark == Marks.NO_ROOM) {
                    continue;
                }
                int node = rooms.nodes(number).first();
                if (mark > best || node < bestNode) {
                    best = mark;
                    bestRoom = number;
                    bestNode = node;
                }
            }
        }
        return bestRoom < 0 ? Optional.empty() : Optional.of(spot(bestRoom, bestNode));
    }

    /// Of the places that are nearly as good as the best the one that costs least; the better and then the first of equals. It looks at some only,
    /// so that a large fleet of like nodes costs no more than a small one.
    Spot cheapest(Spot best, double tolerance, ToLongFunction<Spot> cost) {
        Spot cheapest = best;
        long least = cost.applyAsLong(best);
        int left = COMPARED;
        for (int number : inOrder(best.mark() - tolerance)) {
            Ranks ranks = rooms.nodes(number);
            int most = Math.min(left, Math.min(ranks.size(), COMPARED_OF_ONE_ROOM));
            for (int k = 0; k < most; k++) {
                Spot spot = spot(number, ranks.get(k));
                long costs = cost.applyAsLong(spot);
                if (costs < least) {
                    least = costs;
                    cheapest = spot;
                }
            }
            left -= most;
        }
        return cheapest;
    }

    private Spot spot(int number, int node) {
        return machines.spot(node, rooms.get(number), ask, marks.device(number), mark(number));
    }

    private float mark(int number) {
        return marks.of(number, rooms, score);
    }

    /// Rooms, the best first: a fleet's history puts them onto the shelves in any order.
    private List<Integer> inOrder(double least) {
        List<Integer> found = new ArrayList<>();
        for (int s = rooms.firstShelf(ask); s < rooms.shelves(); s++) {
            Rooms.Shelf shelf = rooms.shelf(s);
            for (int i = 0; i < shelf.size(); i++) {
                float mark = mark(shelf.get(i));
                if (mark >= least && mark != Marks.NO_ROOM) {
                    found.add(shelf.get(i));
                }
            }
        }
        found.sort(
                Comparator.comparingDouble((Integer number) -> -mark(number))
                        .thenComparingInt(number -> rooms.nodes(number).first()));
        return found;
    }
}
