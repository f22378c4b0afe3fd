package io.headroom.placement.picture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.placement.defrag.Known;
import io.headroom.placement.node.NodeView;

/// What moves go by, and places where GPUs cost unlike much, of a snapshot: what nodes like those that
/// there are cost, and who cannot be moved because some of it is over.
final class KnownOf {

    private record Kind(String lane, NodeTemplate node) {}

    private KnownOf() {}

    /// Nothing where no lane moves anybody and all GPUs of a lane cost the same: it would be kept with
    /// each decision in vain.
    static Known of(FleetSnapshot snapshot) {
        boolean moves = snapshot.lanes().stream().anyMatch(l -> l.spec().defragmentation() != null);
        List<Known.Price> prices = prices(snapshot);
        return new Known(
                moves || differ(prices) ? prices : List.of(),
                moves ? partlyOver(snapshot) : List.of());
    }

    private static boolean differ(List<Known.Price> prices) {
        Map<String, Long> byLane = new LinkedHashMap<>();
        return prices.stream()
                .filter(p -> p.node().gpus() > 0)
                .anyMatch(
                        p -> {
                            long perGpu = p.microsPerHour() / p.node().gpus();
                            @Nullable Long other = byLane.putIfAbsent(p.lane(), perGpu);
                            return other != null && other != perGpu;
                        });
    }

    private static List<Known.Price> prices(FleetSnapshot snapshot) {
        Map<Kind, Long> lowest = new LinkedHashMap<>();
        for (NodeView view : snapshot.nodes().values()) {
            lowest.merge(
                    new Kind(view.node().lane(), view.node().template()),
                    view.node().pricePerHour().micros(),
                    Math::min);
        }
        return lowest.entrySet().stream()
                .map(
                        kind ->
                                new Known.Price(
                                        kind.getKey().lane(),
                                        kind.getKey().node(),
                                        kind.getValue()))
                .toList();
    }

    private static List<WorkloadId> partlyOver(FleetSnapshot snapshot) {
        return snapshot.replicas().stream()
                .filter(BoundReplica::isOver)
                .map(BoundReplica::workload)
                .distinct()
                .toList();
    }
}
