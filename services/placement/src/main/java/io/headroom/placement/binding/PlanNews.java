package io.headroom.placement.binding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.node.NodeOccupancy;
import io.headroom.contracts.workload.Workload;
import io.headroom.engine.placement.PlacementPlan;
import io.headroom.placement.decision.Decisions.Decided;

/// What a plan says that was not said before.
///
/// @param counted what the shortfall was counted on; it stays so when the rest is compared with a newer picture
/// @param decided what the decision was made from
/// @param changed workloads that are placed now, or wait for another reason
record PlanNews(
        FleetSnapshot counted,
        FleetSnapshot snapshot,
        PlacementPlan plan,
        UUID decision,
        Decided decided,
        PlanDelta delta,
        List<Workload> changed,
        List<NodeOccupancy> occupancies,
        List<CapacityShortfall> shortfalls) {

    static PlanNews of(FleetSnapshot snapshot, PlacementPlan plan, UUID decision, Decided decided) {
        return of(snapshot, snapshot, plan, decision, decided);
    }

    private static PlanNews of(
            FleetSnapshot counted,
            FleetSnapshot snapshot,
            PlacementPlan plan,
            UUID decision,
            Decided decided) {
        PlanDelta delta = new PlanDelta(snapshot, plan, decided.at());
        List<Workload> changed = new ArrayList<>(delta.placed);
        changed.addAll(delta.waiting);
        return new PlanNews(
                counted,
                snapshot,
                plan,
                decision,
                decided,
                delta,
                changed,
                delta.occupancies(),
                unsaid(delta, counted, snapshot.said(), decision));
    }

    /// The same of what still holds in a newer picture.
    PlanNews stillTrueIn(FleetSnapshot fresh) {
        return of(counted, fresh, StillTrue.of(plan, snapshot, fresh), decision, decided);
    }

    boolean isEmpty() {
        return changed.isEmpty()
                && occupancies.isEmpty()
                && shortfalls.isEmpty()
                && delta.newReplicas.isEmpty()
                && !MakingRoom.changes(snapshot, plan);
    }

    Instant now() {
        return decided.at();
    }

    private static List<CapacityShortfall> unsaid(
            PlanDelta delta,
            FleetSnapshot counted,
            Map<String, ShortfallTable.Last> last,
            UUID decision) {
        Map<String, Long> versions = new LinkedHashMap<>();
        last.forEach((lane, said) -> versions.put(lane, said.version()));
        return delta.shortfalls(versions, decision, counted.seenNodeVersion()).stream()
                .filter(
                        s -> {
                            ShortfallTable.Last said = last.get(s.lane());
                            return said == null
                                    ? !s.items().isEmpty()
                                    : !said.items().equals(ShortfallTable.basis(s, counted));
                        })
                .toList();
    }
}
