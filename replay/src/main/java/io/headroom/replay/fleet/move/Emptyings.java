package io.headroom.replay.fleet.move;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.placement.emptying.Emptying;
import io.headroom.engine.placement.emptying.EmptyingPlan;
import io.headroom.engine.placement.emptying.ToEmpty;
import io.headroom.engine.placement.emptying.ToEmpty.Asked;
import io.headroom.engine.scaling.fact.ScalingPlan;
import io.headroom.replay.fleet.node.SimNode;
import io.headroom.replay.fleet.work.Progress;

/// Nodes that are emptied so that they may go: which are asked for, which are under way, and who was moved only just now.
public final class Emptyings {

    /// As `headroom.consolidation.move-again-after` of the live service.
    private static final Duration IN_PEACE = Duration.ofMinutes(30);

    private record Moved(Progress progress, Instant at) {}

    private final Map<NodeId, Asked> asked = new LinkedHashMap<>();
    private final Map<WorkloadId, Moved> moved = new LinkedHashMap<>();
    private List<Emptying> underWay = List.of();

    /// Whether anything is asked or under way.
    boolean isActive() {
        return !asked.isEmpty() || !underWay.isEmpty();
    }

    /// Whether there are questions that placement has not answered yet.
    public boolean isAsked() {
        return !asked.isEmpty();
    }

    boolean isUnderWay(SimNode node) {
        return underWay.stream().anyMatch(one -> one.node().equals(node.id()));
    }

    /// One on which somebody is to stand stays, though it is empty.
    public boolean keepsPlacesOn(SimNode node) {
        NodeId id = node.id();
        return underWay.stream()
                .flatMap(one -> one.moves().stream())
                .flatMap(move -> move.seats().stream())
                .anyMatch(seat -> seat.node().equals(id));
    }

    /// Provisioning asks placement to move what runs on a node.
    public void ask(ScalingPlan.Step.Empty step, SimNode node) {
        node.leaving().ask(step.then());
        asked.put(
                step.node(),
                new Asked(
                        step.node(),
                        step.nodeVersion(),
                        step.pays().perHour(),
                        step.pays().within(),
                        step.pays().factor(),
                        node.boughtAt()));
    }

    ToEmpty facts(Instant now) {
        moved.values().removeIf(m -> !now.isBefore(m.at().plus(IN_PEACE)) || m.progress().done());
        return new ToEmpty(
                new ArrayList<>(asked.values()), underWay, new ArrayList<>(moved.keySet()));
    }

    /// Those that were moved only just now.
    Collection<Progress> lately() {
        return moved.values().stream().map(Moved::progress).toList();
    }

    void moved(Progress progress, Instant now) {
        moved.remove(progress.job().id());
        moved.put(progress.job().id(), new Moved(progress, now));
    }

    /// A plan's answers; what it goes on with is under way from now on.
    ///
    /// @return what it decided anew
    List<Emptying> answered(EmptyingPlan plan) {
        List<Emptying> decided =
                plan.underWay().stream().filter(one -> !underWay.contains(one)).toList();
        decided.forEach(one -> asked.remove(one.node()));
        plan.done().forEach(one -> asked.remove(one.node()));
        plan.stays().forEach(one -> asked.remove(one.node()));
        underWay = plan.underWay();
        return decided;
    }
}
