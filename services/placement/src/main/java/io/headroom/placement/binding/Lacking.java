package io.headroom.placement.binding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.capacity.HeldBack;
import io.headroom.contracts.capacity.ShortfallItem;
import io.headroom.contracts.capacity.Turnover;
import io.headroom.contracts.workload.Workload;
import io.headroom.engine.placement.PlacementPlan;
import io.headroom.placement.picture.FleetSnapshot;

/// What a plan lacks, lane by lane, as it is said to who buys.
record Lacking(FleetSnapshot snapshot, PlacementPlan plan, Instant now) {

    /// The shortfall of each declared lane, with its items; without any where nothing is missing.
    ///
    /// @param seenNodeVersion the newest node that was netted when it was counted
    List<CapacityShortfall> shortfalls(
            Map<String, Long> versions,
            UUID decision,
            long seenNodeVersion,
            List<Turnover> turnovers) {
        Set<String> lanes = new LinkedHashSet<>(versions.keySet());
        plan.shortfall().forEach(l -> lanes.add(l.lane()));
        List<CapacityShortfall> shortfalls = new ArrayList<>();
        for (String lane : lanes) {
            List<ShortfallItem> items =
                    plan.shortfall().stream()
                            .filter(l -> l.lane().equals(lane))
                            .flatMap(l -> l.items().stream())
                            .toList();
            shortfalls.add(
                    new CapacityShortfall(
                            lane,
                            versions.getOrDefault(lane, 0L) + 1,
                            decision,
                            now,
                            seenNodeVersion,
                            running(lane),
                            items,
                            turnovers.stream().filter(t -> isOf(t, lane, items)).toList(),
                            heldBack(lane)));
        }
        return shortfalls;
    }

    private List<HeldBack> heldBack(String lane) {
        return plan.shortfall().stream()
                .filter(l -> l.lane().equals(lane))
                .flatMap(l -> l.heldBack().stream())
                .toList();
    }

    private static boolean isOf(Turnover turnover, String lane, List<ShortfallItem> items) {
        return turnover.lane().equals(lane)
                && items.stream().anyMatch(item -> item.shape().equals(turnover.shape()));
    }

    private long running(String lane) {
        return snapshot.replicas().stream()
                .filter(r -> !r.isOver())
                .filter(
                        r -> {
                            Workload w = snapshot.workloads().get(r.workload());
                            return w != null && w.spec().lane().equals(lane);
                        })
                .mapToLong(r -> (long) r.devices().size() * r.milliGpu())
                .sum();
    }
}
