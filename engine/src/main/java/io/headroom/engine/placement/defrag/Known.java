package io.headroom.engine.placement.defrag;

import java.util.Comparator;
import java.util.List;

import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.workload.WorkloadId;

/// What is known beside fleet and queue that moves go by, and places where prices differ.
///
/// @param prices of the nodes that there are: the lowest of each kind in each lane
/// @param partlyOver workloads of which replicas have ended: to start again they would need more places than they hold, so that they
///     are not moved
public record Known(List<Price> prices, List<WorkloadId> partlyOver) {

    private static final Comparator<Price> ORDER =
            Comparator.comparing(Price::lane)
                    .thenComparingLong(Price::microsPerHour)
                    .thenComparing(price -> price.node().instanceType())
                    .thenComparing(price -> price.node().toString());

    public static final Known NOTHING = new Known(List.of(), List.of());

    /// @param microsPerHour in millionths of a dollar
    public record Price(String lane, NodeTemplate node, long microsPerHour) {}

    public Known {
        prices = prices.stream().sorted(ORDER).toList();
        partlyOver = partlyOver.stream().sorted().toList();
    }
}
