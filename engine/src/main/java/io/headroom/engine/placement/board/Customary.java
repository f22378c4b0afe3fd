package io.headroom.engine.placement.board;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.headroom.contracts.capacity.Shape;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.PlacementPolicy;
import io.headroom.engine.placement.PlacementPolicy.Typical;
import io.headroom.engine.placement.packing.Kind;
import io.headroom.engine.placement.packing.Mix;

/// The mix of shapes that each lane's packing looks out for: what the policy calls typical, what runs and what waits.
final class Customary {

    /// Rare shapes hardly change the mix and cost time on every decision: twice as many measured no better.
    private static final int SHAPES = 64;

    private record Key(String lane, Shape shape) {}

    private final Map<Key, Double> weights = new LinkedHashMap<>();

    static Mix mix(
            PlacementPolicy policy, List<Node> nodes, List<Waiting> waiting, Feasible feasible) {
        Customary customary = new Customary();
        policy.mix().forEach(one -> customary.add(one.lane(), one.shape(), one.weight()));
        for (Node node : nodes) {
            for (Hold hold : node.holds()) {
                customary.add(node.lane(), hold.shape(), 1);
            }
        }
        waiting.forEach(one -> customary.add(one.lane(), one.shape(), one.replicas().size()));
        Map<String, List<Mix.Typical>> byLane = new LinkedHashMap<>();
        return new Mix(
                feasible.kinds(),
                kind ->
                        byLane.computeIfAbsent(
                                laneOf(feasible, kind), lane -> customary.of(lane, feasible)));
    }

    private static String laneOf(Feasible feasible, Kind kind) {
        return feasible.laneOf(kind);
    }

    private void add(String lane, Shape shape, double weight) {
        weights.merge(new Key(lane, shape), weight, Double::sum);
    }

    private List<Mix.Typical> of(String lane, Feasible feasible) {
        return weights.entrySet().stream()
                .filter(entry -> entry.getKey().lane().equals(lane))
                .map(entry -> new Typical(lane, entry.getKey().shape(), entry.getValue()))
                .sorted(
                        Comparator.comparingDouble(Typical::weight)
                                .reversed()
                                .thenComparing(Typical::shape))
                .limit(SHAPES)
                .map(one -> new Mix.Typical(feasible.ask(one), one.weight()))
                .toList();
    }
}
