package io.headroom.engine.placement.board;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.board.Feasible.Reach;
import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Spot;

/// Seats kept for a workload that has waited longer than the policy's patience, so that small ones cannot starve it. They are found by
/// going forward in time: as each replica that runs is thought to end, until all of the workload fits; that instant is its start. Backfill
/// is conservative: others stand there only if they are not in the way (see [Kept]).
///
/// @param nodes on how many nodes
/// @param start when its seats are thought to be free; absent if nobody knows
public record Reservation(WorkloadId holder, int nodes, @Nullable Instant start) {

    private static final Duration SOON = Duration.ofMinutes(1);

    /// Keeps the seats, or answers nothing where even an empty fleet could not hold the workload.
    public static Optional<Reservation> make(
            Board board, Waiting waiting, List<Integer> replicas, Instant now) {
        Ask ask = board.ask(waiting, Reach.READY);
        return Together.domains(board, waiting, rank -> isCandidate(board, waiting, ask, rank))
                .stream()
                .map(domain -> new Search(board, waiting, replicas, now, domain))
                .filter(Search::finds)
                // The first of equals: domains come in the order of their names.
                .min(
                        Comparator.comparing(
                                search -> search.start,
                                Comparator.nullsLast(Comparator.naturalOrder())))
                .map(Search::keep);
    }

    private static boolean isCandidate(Board board, Waiting waiting, Ask ask, int rank) {
        return !board.isKept(rank)
                && ask.allows(board.room(rank).kind())
                && board.node(rank).template().holds(waiting.shape());
    }

    /// When it is thought to end. One that has run over its time, and over its doubtful time, by some is thought to run for as long again.
    static @Nullable Instant end(Hold hold, Instant now) {
        Instant until = hold.likelyEnd(now);
        if (until == null || until.isAfter(now)) {
            return until;
        }
        Duration over = Duration.between(until, now);
        return now.plus(over.compareTo(SOON) < 0 ? SOON : over);
    }

    /// A walk through what is thought to end.
    private static final class Search {

        private record End(Instant at, int rank, Hold hold) {}

        private final Board board;
        private final Waiting waiting;
        private final List<Integer> replicas;
        private final Instant now;
        private final Ask ask;
        private final List<Integer> domain;
        private final Map<Integer, Node> nodes = new LinkedHashMap<>();
        private final Map<Integer, Integer> fits = new LinkedHashMap<>();
        private int sum;
        private @Nullable Instant start;

        Search(
                Board board,
                Waiting waiting,
                List<Integer> replicas,
                Instant now,
                List<Integer> domain) {
            this.domain = domain;
            this.board = board;
            this.waiting = waiting;
            this.replicas = replicas;
            this.now = now;
            this.ask = board.ask(waiting, Reach.READY);
        }

        /// Whether it ever fits.
        boolean finds() {
            List<End> ends = new ArrayList<>();
            Map<Integer, List<Hold>> unknown = new LinkedHashMap<>();
            for (int rank : domain) {
                become(rank, board.state(rank));
                sort(rank, ends, unknown);
            }
            ends.sort(Comparator.comparing(End::at).thenComparingInt(End::rank));
            start = now;
            for (int i = 0; i < ends.size() && sum < replicas.size(); i++) {
                End end = ends.get(i);
                become(end.rank, at(end.rank).without(end.hold));
                start = end.at;
            }
            if (sum < replicas.size()) {
                start = null;
                waitForThose(unknown);
            }
            return sum >= replicas.size();
        }

        private void sort(int rank, List<End> ends, Map<Integer, List<Hold>> unknown) {
            for (Hold hold : at(rank).holds()) {
                Instant at = end(hold, now);
                if (at == null) {
                    unknown.computeIfAbsent(rank, _ -> new ArrayList<>()).add(hold);
                } else {
                    ends.add(new End(at, rank, hold));
                }
            }
        }

        /// Nobody knows when these end: those nodes that the least of them stand on.
        private void waitForThose(Map<Integer, List<Hold>> unknown) {
            List<Integer> nearestToFree =
                    unknown.keySet().stream()
                            .sorted(
                                    Comparator.comparingInt(
                                                    (Integer rank) -> at(rank).usedMilliGpu())
                                            .thenComparing(rank -> rank))
                            .toList();
            for (int rank : nearestToFree) {
                if (sum >= replicas.size()) {
                    break;
                }
                for (Hold hold : unknown.getOrDefault(rank, List.of())) {
                    become(rank, at(rank).without(hold));
                }
            }
        }

        private Node at(int rank) {
            return nodes.getOrDefault(rank, board.node(rank));
        }

        private void become(int rank, Node node) {
            nodes.put(rank, node);
            int fit = board.howMany(node, ask, replicas.size());
            sum += fit - fits.getOrDefault(rank, 0);
            fits.put(rank, fit);
        }

        Reservation keep() {
            Map<Integer, Node> holding = new LinkedHashMap<>();
            nodes.forEach(
                    (rank, node) -> {
                        if (fits.getOrDefault(rank, 0) > 0) {
                            holding.put(rank, node);
                        }
                    });
            List<Spot> seats = board.seats(holding, ask, replicas.size(), waiting.data());
            Set<Integer> ranks = new LinkedHashSet<>();
            seats.forEach(seat -> ranks.add(seat.node()));
            board.keep(waiting, replicas, seats, holding, start);
            return new Reservation(waiting.id(), ranks.size(), start);
        }
    }
}
