package io.headroom.cli.bench.system;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// The least that machines for given workloads can cost an hour, found by trying every mix of three sizes.
///
/// Sizes of workloads and machines must divide each other in turn (1, 2, 4, 8): then filling up the larger with the larger first
/// wastes nothing, and whether a mix holds everything is a matter of counting.
final class CheapestFleet {

    /// A machine on offer.
    record Machine(int gpus, double perHour) {}

    private CheapestFleet() {}

    /// @param workloads how many there are of each size, in GPUs
    static double perHour(Map<Integer, Integer> workloads, List<Machine> offers) {
        List<Machine> sizes =
                offers.stream().sorted(Comparator.comparingInt(m -> -m.gpus())).toList();
        return cheapest(workloads, sizes, 0, new int[sizes.size()]);
    }

    /// Tries every count of the size at `depth` that could be of use; the smallest size takes what is left.
    private static double cheapest(
            Map<Integer, Integer> workloads, List<Machine> sizes, int depth, int[] counts) {
        int left = wanted(workloads);
        for (int i = 0; i < depth; i++) {
            left -= counts[i] * sizes.get(i).gpus();
        }
        int gpus = sizes.get(depth).gpus();
        int enough = Math.max(0, (left + gpus - 1) / gpus);
        if (depth + 1 == sizes.size()) {
            counts[depth] = enough;
            return holds(workloads, sizes, counts) ? cost(sizes, counts) : Double.POSITIVE_INFINITY;
        }
        double best = Double.POSITIVE_INFINITY;
        for (int count = 0; count <= enough; count++) {
            counts[depth] = count;
            best = Math.min(best, cheapest(workloads, sizes, depth + 1, counts));
        }
        return best;
    }

    private static int wanted(Map<Integer, Integer> workloads) {
        return workloads.entrySet().stream().mapToInt(e -> e.getKey() * e.getValue()).sum();
    }

    private static double cost(List<Machine> sizes, int[] counts) {
        double cost = 0;
        for (int i = 0; i < counts.length; i++) {
            cost += counts[i] * sizes.get(i).perHour();
        }
        return cost;
    }

    /// Largest workloads first: what is free in machines that are large enough must suffice for all of them so far.
    private static boolean holds(
            Map<Integer, Integer> workloads, List<Machine> sizes, int[] counts) {
        int taken = 0;
        List<Integer> largestFirst =
                workloads.keySet().stream().sorted(Comparator.reverseOrder()).toList();
        for (int gpus : largestFirst) {
            taken += gpus * workloads.getOrDefault(gpus, 0);
            int free = 0;
            for (int i = 0; i < counts.length; i++) {
                free += sizes.get(i).gpus() >= gpus ? counts[i] * sizes.get(i).gpus() : 0;
            }
            if (taken > free) {
                return false;
            }
        }
        return true;
    }
}
