package io.headroom.engine.placement.board;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;

import io.headroom.contracts.node.NodeState;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Packer;
import io.headroom.engine.placement.packing.Room;
import io.headroom.engine.placement.packing.Spot;

/// Which ready nodes have what workloads ask for on their disks. A replica goes to the one that has the most of it, and of those to the one where
/// it fits tightest, as long as that loses little beside the best place of all. It is a preference among places that are allowed: whoever
/// finds one finds one with or without it, and all that have the same ask find as many.
public final class OnDisk {

    /// What a place may lose beside the best one, in GPUs that the typical mix cannot use any more. At half of it fewer replicas find their
    /// data, at twice of it large asks find their nodes broken into.
    static final double MOST_LOST = 1;

    private final List<Node> nodes;
    private final Map<List<String>, List<List<Integer>>> tiers = new LinkedHashMap<>();

    /// @param nodes by rank
    public OnDisk(List<Node> nodes) {
        this.nodes = nodes;
    }

    /// How many of these names the node has.
    public static int count(List<String> names, Node node) {
        return names.isEmpty() || node.data().isEmpty()
                ? 0
                : (int) names.stream().filter(node.data()::contains).count();
    }

    /// The best place that has the data, or else the best of all.
    ///
    /// @param best of all, found by the packer
    /// @param closed nodes that are left to others
    Spot preferred(Packer packer, Ask ask, List<String> names, Spot best, IntPredicate closed) {
        if (names.isEmpty()) {
            return best;
        }
        for (List<Integer> ranks : tiers.computeIfAbsent(names, this::tiersOf)) {
            Optional<Spot> there = tightest(packer, ask, ranks, closed);
            if (there.isPresent() && there.get().mark() >= best.mark() - MOST_LOST) {
                return there.get();
            }
        }
        return best;
    }

    /// The ranks of those that have the most of it first; those that have nothing of it are left out.
    private List<List<Integer>> tiersOf(List<String> names) {
        SortedMap<Integer, List<Integer>> byCount = new TreeMap<>(Collections.reverseOrder());
        for (int rank = 0; rank < nodes.size(); rank++) {
            Node node = nodes.get(rank);
            int has = node.state() == NodeState.READY ? count(names, node) : 0;
            if (has > 0) {
                byCount.computeIfAbsent(has, _ -> new ArrayList<>()).add(rank);
            }
        }
        return List.copyOf(byCount.values());
    }

    /// Nodes with the same room are looked at once, as the packer itself does: the first of them stands for all.
    private static Optional<Spot> tightest(
            Packer packer, Ask ask, List<Integer> ranks, IntPredicate closed) {
        Set<Room> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Optional<Spot> tightest = Optional.empty();
        for (int rank : ranks) {
            if (!closed.test(rank) && seen.add(packer.room(rank))) {
                Optional<Spot> there = packer.findOn(rank, ask);
                if (there.isPresent()
                        && (tightest.isEmpty() || there.get().mark() > tightest.get().mark())) {
                    tightest = there;
                }
            }
        }
        return tightest;
    }
}
