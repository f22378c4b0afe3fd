package io.headroom.placement.picture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.placement.defrag.Known;
import io.headroom.placement.node.NodeView;

/// What moves go by, of a snapshot: what nodes like those that there are cost, and who cannot be
/// moved because some of it is over.
final class KnownOf {

    private record Kind(String lane, NodeTemplate node) {}

    private KnownOf() {}

    /// Nothing where no lane moves anybody: it would be looked for, and kept with each decision, in
    /// vain.
    static Known of(FleetSnapshot snapshot) {
        if (snapshot.lanes().stream().allMatch(l -> l.spec().defragmentation() == null)) {
            return Known.NOTHING;
        }
        Map<Kind, Long> lowest = new LinkedHashMap<>();
        for (NodeView view : snapshot.nodes().values()) {
            lowest.merge(
                    new Kind(view.node().lane(), view.node().template()),
                    view.node().pricePerHour().micros(),
                    Math::min);
        }
        List<Known.Price> prices =
                lowest.entrySet().stream()
                        .map(
                                kind ->
                                        new Known.Price(
                                                kind.getKey().lane(),
                                                kind.getKey().node(),
                                                kind.getValue()))
                        .toList();
        return new Known(prices, partlyOver(snapshot));
    }

    private static List<WorkloadId> partlyOver(FleetSnapshot snapshot) {
        return snapshot.replicas().stream()
                .filter(BoundReplica::isOver)
                .map(BoundReplica::workload)
                .distinct()
                .toList();
    }
}
