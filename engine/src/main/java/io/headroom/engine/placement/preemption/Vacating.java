package io.headroom.engine.placement.preemption;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.board.Board;
import io.headroom.engine.placement.board.Feasible.Reach;
import io.headroom.engine.placement.board.Together;
import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Spot;

/// Whose leaving gives a workload all the places that it lacks, at the least loss.
///
/// @param nodes by rank, as they are once those have left
/// @param seats where its replicas stand then
public record Vacating(
        List<WorkloadId> leave, Map<Integer, Node> nodes, List<Spot> seats, long loss) {

    /// Of all the places where the replicas could stand together the one where the least is lost.
    /// Nodes that have room kept for others are left to those.
    ///
    /// @param among the nodes to look at, by rank
    public static Optional<Vacating> search(
            Board board,
            Waiting by,
            List<Integer> replicas,
            List<VictimSearch.Candidate> candidates,
            IntPredicate among) {
        Ask ask = board.ask(by, Reach.READY);
        return Together.domains(
                        board,
                        by,
                        rank ->
                                !board.isKept(rank)
                                        && ask.allows(board.room(rank).kind())
                                        && among.test(rank))
                .stream()
                .map(ranks -> search(board, ranks, ask, replicas.size(), candidates))
                .flatMap(Optional::stream)
                .min(Comparator.comparingLong(Vacating::loss))
                .map(found -> found.seated(board, by, ask, replicas.size()));
    }

    private static Optional<Vacating> search(
            Board board,
            List<Integer> ranks,
            Ask ask,
            int replicas,
            List<VictimSearch.Candidate> candidates) {
        VictimSearch.Found found =
                VictimSearch.search(
                        ranks.stream().map(board::state).toList(),
                        candidates,
                        replicas,
                        node -> board.howMany(node, ask, replicas));
        if (found.victims().isEmpty()) {
            return Optional.empty();
        }
        Map<Integer, Node> byRank = new LinkedHashMap<>();
        found.nodes().forEach((index, node) -> byRank.put(ranks.get(index), node));
        long loss =
                candidates.stream()
                        .filter(one -> found.victims().contains(one.workload()))
                        .mapToLong(VictimSearch.Candidate::loss)
                        .sum();
        return Optional.of(new Vacating(found.victims(), byRank, List.of(), loss));
    }

    private Vacating seated(Board board, Waiting by, Ask ask, int replicas) {
        List<Spot> spots = board.seats(nodes, ask, replicas, by.data());
        if (spots.size() < replicas) {
            throw new IllegalStateException(by.id() + ": others would leave for nothing");
        }
        return new Vacating(leave, nodes, spots, loss);
    }
}
