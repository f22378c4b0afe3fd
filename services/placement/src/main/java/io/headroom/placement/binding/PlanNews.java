package io.headroom.placement.binding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.capacity.Turnover;
import io.headroom.contracts.node.NodeOccupancy;
import io.headroom.contracts.workload.Workload;
import io.headroom.engine.placement.PlacementPlan;
import io.headroom.placement.decision.Decisions.Made;
import io.headroom.placement.picture.FleetSnapshot;
import io.headroom.placement.picture.ShortfallTable;

/// What a plan says that was not said before.
///
/// @param counted what the shortfall was counted on; it stays so when the rest is compared with a newer picture
/// @param made the decision that it comes of
/// @param changed workloads that are placed now, or wait for another reason
record PlanNews(
        FleetSnapshot counted,
        FleetSnapshot snapshot,
        PlacementPlan plan,
        Made made,
        PlanDelta delta,
        List<Workload> changed,
        List<NodeOccupancy> occupancies,
        List<CapacityShortfall> shortfalls,
        List<Turnover> turnovers) {

    /// @param turnovers how fast places come free by themselves; not worth saying alone
    static PlanNews of(
            FleetSnapshot snapshot, PlacementPlan plan, Made made, List<Turnover> turnovers) {
        return of(snapshot, snapshot, plan, made, turnovers);
    }

    private static PlanNews of(
            FleetSnapshot counted,
            FleetSnapshot snapshot,
            PlacementPlan plan,
            Made made,
            List<Turnover> turnovers) {
        PlanDelta delta = new PlanDelta(snapshot, plan, made.at());
        List<Workload> changed = new ArrayList<>(delta.placed);
        changed.addAll(delta.waiting);
        return new PlanNews(
                counted,
                snapshot,
                plan,
                made,
                delta,
                changed,
                delta.occupancies(),
                unsaid(new Lacking(snapshot, plan, made.at()), counted, made, turnovers),
                turnovers);
    }

    /// The same of what still holds in a newer picture.
    PlanNews stillTrueIn(FleetSnapshot fresh) {
        return of(counted, fresh, StillTrue.of(plan, snapshot, fresh), made, turnovers);
    }

    boolean isEmpty() {
        return changed.isEmpty()
                && occupancies.isEmpty()
                && shortfalls.isEmpty()
                && delta.newReplicas.isEmpty()
                && !MakingRoom.changes(snapshot, plan)
                && !EmptyingWriter.changes(snapshot, plan.emptying());
    }

    Instant now() {
        return made.at();
    }

    private static List<CapacityShortfall> unsaid(
            Lacking lacking, FleetSnapshot counted, Made made, List<Turnover> turnovers) {
        Map<String, ShortfallTable.Last> last = lacking.snapshot().said();
        Map<String, Long> versions = new LinkedHashMap<>();
        last.forEach((lane, said) -> versions.put(lane, said.version()));
        return lacking
                .shortfalls(versions, made.id(), counted.seenNodeVersion(), turnovers)
                .stream()
                .filter(
                        s -> {
                            ShortfallTable.Last said = last.get(s.lane());
                            return said == null
                                    ? !s.items().isEmpty() || !s.heldBack().isEmpty()
                                    : !said.items().equals(ShortfallTable.basis(s, counted));
                        })
                .toList();
    }
}
