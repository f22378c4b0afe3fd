package io.headroom.engine.placement.board;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.workload.Topology;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Spot;

/// All replicas of a gang in one rack, zone or NVLink island: the one that holds them all and has the least room beside them, so that the
/// larger ones stay whole for larger gangs. Where that is only preferred and cannot be, as few of them as will do.
public final class Together {

    /// Nodes that are joined, how many replicas they have room for, and how much of what these read is on their disks.
    private record Domain(List<Integer> ranks, int fits, int onDisk) {}

    private final Board board;
    private final Waiting gang;
    private final Ask ask;
    private final int wanted;

    private Together(Board board, Waiting gang, Ask ask) {
        this.board = board;
        this.gang = gang;
        this.ask = ask;
        this.wanted = gang.replicas().size();
    }

    /// The nodes among which all replicas of the workload must stand, by rank: all of them at once where nothing is required.
    public static List<List<Integer>> domains(
            Board board, Waiting waiting, IntPredicate candidate) {
        Topology topology = waiting.topology();
        List<Integer> all =
                IntStream.range(0, board.nodes().size()).filter(candidate).boxed().toList();
        if (topology == null || !topology.required()) {
            return List.of(all);
        }
        Map<String, List<Integer>> joined = new TreeMap<>();
        for (int rank : all) {
            String domain = board.node(rank).domain(topology.within());
            if (!domain.isEmpty()) {
                joined.computeIfAbsent(domain, _ -> new ArrayList<>()).add(rank);
            }
        }
        return List.copyOf(joined.values());
    }

    /// Whether replicas on these nodes are as near to each other as it requires.
    public static boolean isKept(Waiting waiting, List<Node> nodes) {
        Topology topology = waiting.topology();
        if (topology == null || !topology.required()) {
            return true;
        }
        List<String> domains =
                nodes.stream().map(n -> n.domain(topology.within())).distinct().toList();
        return domains.size() == 1 && !domains.getFirst().isEmpty();
    }

    /// Seats for the replicas, not taken yet; fewer where not all fit. Nodes that have room kept for others are left to those.
    static List<Spot> seats(Board board, Waiting gang, Topology topology, Ask ask) {
        Together together = new Together(board, gang, ask);
        List<Domain> domains = together.domains(topology);
        @Nullable Domain best = together.tightest(domains);
        if (best != null) {
            return together.seats(best.ranks);
        }
        return topology.required() ? together.seats(most(domains)) : together.fewest(domains);
    }

    private List<Domain> domains(Topology topology) {
        Map<String, List<Integer>> joined = new TreeMap<>();
        Map<String, Integer> fits = new LinkedHashMap<>();
        for (int rank = 0; rank < board.nodes().size(); rank++) {
            int here = board.isKept(rank) ? 0 : board.room(rank).howMany(ask, wanted);
            String domain = here == 0 ? "" : board.node(rank).domain(topology.within());
            if (!domain.isEmpty()) {
                joined.computeIfAbsent(domain, _ -> new ArrayList<>()).add(rank);
                fits.merge(domain, here, Integer::sum);
            }
        }
        List<Domain> domains = new ArrayList<>();
        joined.forEach(
                (name, ranks) ->
                        domains.add(new Domain(ranks, fits.getOrDefault(name, 0), onDisk(ranks))));
        return domains;
    }

    private int onDisk(List<Integer> ranks) {
        return ranks.stream().mapToInt(rank -> OnDisk.count(gang.data(), board.node(rank))).sum();
    }

    /// Of equals the one that has more of the data.
    private @Nullable Domain tightest(List<Domain> domains) {
        return domains.stream()
                .filter(domain -> domain.fits >= wanted)
                .min(
                        Comparator.comparingInt(Domain::fits)
                                .thenComparingInt(domain -> -domain.onDisk))
                .orElse(null);
    }

    private static List<Integer> most(List<Domain> domains) {
        return domains.stream()
                .max(Comparator.comparingInt(Domain::fits))
                .map(Domain::ranks)
                .orElse(List.of());
    }

    /// The largest ones first, until all replicas fit.
    private List<Spot> fewest(List<Domain> domains) {
        List<Integer> ranks = new ArrayList<>();
        int fits = 0;
        for (Domain domain :
                domains.stream()
                        .sorted(Comparator.comparingInt(Domain::fits).reversed())
                        .toList()) {
            if (fits < wanted) {
                ranks.addAll(domain.ranks);
                fits += domain.fits;
            }
        }
        return seats(ranks);
    }

    private List<Spot> seats(List<Integer> ranks) {
        Map<Integer, Node> nodes = new LinkedHashMap<>();
        ranks.forEach(rank -> nodes.put(rank, board.state(rank)));
        return board.seats(nodes, ask, gang.replicas().size(), gang.data());
    }
}
