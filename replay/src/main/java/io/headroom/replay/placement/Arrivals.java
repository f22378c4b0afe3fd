package io.headroom.replay.placement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

import io.headroom.replay.trace.OpenbNode;
import io.headroom.replay.trace.OpenbPod;

/// One seed's order of nodes and arrivals, as the openb protocol has it: the list sorted by name and shuffled, then filled up with pods
/// drawn from it with replacement, or thinned out, until it asks for the load.
record Arrivals(List<OpenbNode> nodes, List<OpenbPod> pods) {

    static Arrivals of(Cluster cluster, List<OpenbPod> list, double load, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<OpenbPod> pods = new ArrayList<>(list);
        pods.sort(Comparator.comparing(OpenbPod::name));
        List<OpenbPod> sorted = List.copyOf(pods);
        shuffle(pods, random);
        long wanted = Math.round(load * cluster.totalMilli());
        long asked = pods.stream().mapToLong(OpenbPod::totalMilli).sum();
        if (asked == 0) {
            throw new IllegalArgumentException("no pod of the list asks for a GPU");
        }
        while (asked > wanted) {
            asked -= pods.remove(random.nextInt(pods.size())).totalMilli();
        }
        while (asked < wanted) {
            OpenbPod drawn = sorted.get(random.nextInt(sorted.size()));
            asked += drawn.totalMilli();
            if (asked <= wanted) {
                pods.add(drawn);
            }
        }
        List<OpenbNode> nodes = new ArrayList<>(cluster.nodes());
        shuffle(nodes, random);
        return new Arrivals(nodes, pods);
    }

    private static <T> void shuffle(List<T> list, SplittableRandom random) {
        for (int i = list.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            T swapped = list.get(i);
            list.set(i, list.get(other));
            list.set(other, swapped);
        }
    }
}
