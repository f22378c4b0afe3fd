package io.headroom.engine.placement.preemption;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;

/// Whose leaving makes room for replicas at the least loss. Node by node the cheapest set is found (exactly where few stand there), the
/// cheapest node is taken, and so on until all replicas fit; in the end whoever turns out not to be needed stays.
public final class VictimSearch {

    /// One that may leave, and what is lost by it.
    public record Candidate(WorkloadId workload, long loss) {}

    /// Who leaves, and the nodes as they are without them, by place in the list of nodes; only those that changed or that take replicas.
    public record Found(List<WorkloadId> victims, Map<Integer, Node> nodes) {}

    /// Up to here all sets are tried, 64 for each node; above it one after the other is added.
    private static final int EXACT = 6;

    private static final long NONE = Long.MAX_VALUE;

    private final List<Node> nodes;
    private final Map<WorkloadId, Long> losses = new LinkedHashMap<>();
    private final Map<WorkloadId, List<Integer>> standsOn = new LinkedHashMap<>();
    private final ToIntFunction<Node> howMany;
    private final Set<WorkloadId> leaving = new LinkedHashSet<>();
    private final Step[] steps;
    private final boolean[] known;

    /// The cheapest way to fit one more replica on a node than it has room for now.
    private record Step(long loss, List<WorkloadId> leave) {
        static final Step IMPOSSIBLE = new Step(NONE, List.of());
    }

    private VictimSearch(
            List<Node> nodes, List<Candidate> candidates, ToIntFunction<Node> howMany) {
        this.nodes = nodes;
        this.howMany = howMany;
        this.steps = new Step[nodes.size()];
        this.known = new boolean[nodes.size()];
        candidates.forEach(one -> losses.put(one.workload(), one.loss()));
        for (int i = 0; i < nodes.size(); i++) {
            for (Hold hold : nodes.get(i).holds()) {
                if (losses.containsKey(hold.workload())) {
                    List<Integer> on =
                            standsOn.computeIfAbsent(hold.workload(), _ -> new ArrayList<>());
                    if (on.isEmpty() || on.getLast() != i) {
                        on.add(i);
                    }
                }
            }
        }
    }

    /// Nobody where even all candidates together do not make room for all replicas.
    ///
    /// @param nodes that the replicas may stand on
    /// @param howMany replicas a node, as it would be then, has room for
    public static Found search(
            List<Node> nodes,
            List<Candidate> candidates,
            int replicas,
            ToIntFunction<Node> howMany) {
        return new VictimSearch(nodes, candidates, howMany).search(replicas);
    }

    private Found search(int replicas) {
        int[] fits = new int[nodes.size()];
        int sum = 0;
        for (int i = 0; i < fits.length; i++) {
            fits[i] = howMany.applyAsInt(nodes.get(i));
            sum += fits[i];
        }
        while (sum < replicas) {
            int best = cheapest(fits);
            if (best < 0) {
                return new Found(List.of(), new LinkedHashMap<>());
            }
            for (WorkloadId victim : steps[best].leave) {
                leaving.add(victim);
                for (int node : standsOn.getOrDefault(victim, List.of())) {
                    known[node] = false;
                    sum -= fits[node];
                    fits[node] = howMany.applyAsInt(without(node, leaving));
                    sum += fits[node];
                }
            }
        }
        spareWhoIsNotNeeded(replicas);
        return found();
    }

    private int cheapest(int[] fits) {
        int best = -1;
        long least = NONE;
        for (int node = 0; node < fits.length; node++) {
            if (!known[node]) {
                steps[node] = step(node, fits[node] + 1);
                known[node] = true;
            }
            if (steps[node].loss < least) {
                least = steps[node].loss;
                best = node;
            }
        }
        return best;
    }

    private Step step(int node, int wanted) {
        List<WorkloadId> here =
                nodes.get(node).holds().stream()
                        .map(Hold::workload)
                        .distinct()
                        .filter(id -> losses.containsKey(id) && !leaving.contains(id))
                        .sorted(Comparator.comparingLong(this::loss).thenComparing(id -> id))
                        .toList();
        if (here.isEmpty() || !fits(node, here, wanted)) {
            return Step.IMPOSSIBLE;
        }
        return here.size() <= EXACT ? bestOfAll(node, here, wanted) : oneByOne(node, here, wanted);
    }

    private Step bestOfAll(int node, List<WorkloadId> here, int wanted) {
        Step best = new Step(sum(here), here);
        for (int set = 1; set < 1 << here.size(); set++) {
            List<WorkloadId> some = new ArrayList<>();
            for (int i = 0; i < here.size(); i++) {
                if ((set & 1 << i) != 0) {
                    some.add(here.get(i));
                }
            }
            long loss = sum(some);
            boolean better =
                    loss < best.loss || (loss == best.loss && some.size() < best.leave.size());
            if (better && fits(node, some, wanted)) {
                best = new Step(loss, some);
            }
        }
        return best;
    }

    /// The cheap ones first until there is room; then the dear ones stay if there is room without them.
    private Step oneByOne(int node, List<WorkloadId> here, int wanted) {
        List<WorkloadId> some = new ArrayList<>();
        for (WorkloadId id : here) {
            some.add(id);
            if (fits(node, some, wanted)) {
                break;
            }
        }
        for (WorkloadId id : List.copyOf(some).reversed()) {
            some.remove(id);
            if (!fits(node, some, wanted)) {
                some.add(id);
            }
        }
        return new Step(sum(some), List.copyOf(some));
    }

    private boolean fits(int node, List<WorkloadId> more, int wanted) {
        Set<WorkloadId> all = new LinkedHashSet<>(leaving);
        all.addAll(more);
        return howMany.applyAsInt(without(node, all)) >= wanted;
    }

    private void spareWhoIsNotNeeded(int replicas) {
        List<WorkloadId> dearestFirst =
                leaving.stream()
                        .sorted(
                                Comparator.comparingLong(this::loss)
                                        .reversed()
                                        .thenComparing(id -> id))
                        .toList();
        for (WorkloadId id : dearestFirst) {
            leaving.remove(id);
            int sum = 0;
            for (int node = 0; node < nodes.size() && sum < replicas; node++) {
                sum += howMany.applyAsInt(without(node, leaving));
            }
            if (sum < replicas) {
                leaving.add(id);
            }
        }
    }

    private Found found() {
        Map<Integer, Node> after = new LinkedHashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = without(i, leaving);
            if (howMany.applyAsInt(node) > 0) {
                after.put(i, node);
            }
        }
        return new Found(leaving.stream().sorted().toList(), after);
    }

    private Node without(int node, Set<WorkloadId> gone) {
        return gone.isEmpty() ? nodes.get(node) : nodes.get(node).without(gone);
    }

    private long loss(WorkloadId id) {
        return losses.getOrDefault(id, 0L);
    }

    private long sum(List<WorkloadId> ids) {
        return ids.stream().mapToLong(this::loss).sum();
    }
}
