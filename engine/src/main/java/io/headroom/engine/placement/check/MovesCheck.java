package io.headroom.engine.placement.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

import io.headroom.contracts.capacity.DefragmentationSpec;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.placement.PlacementFacts;
import io.headroom.engine.placement.PlacementPlan;
import io.headroom.engine.placement.PlacementPolicy;
import io.headroom.engine.placement.board.Feasible;
import io.headroom.engine.placement.preemption.Preemption;
import io.headroom.engine.placement.preemption.Preemption.Move;
import io.headroom.engine.placement.preemption.Preemption.Seat;

import static io.headroom.engine.placement.check.PlanCheck.require;

/// What must hold of moves: each that is moved has all its places kept, beside everyone who is there then and who is there now; nobody is moved a
/// second time; no more at a time than the lane says.
public final class MovesCheck {

    private final PlacementPlan plan;
    private final PlacementFacts facts;
    private final List<WorkloadId> leave;
    private final Instant now;
    private final Map<WorkloadId, List<Hold>> held = new LinkedHashMap<>();

    /// @param leave who is still to leave
    public MovesCheck(
            PlacementPlan plan, PlacementFacts facts, List<WorkloadId> leave, Instant now) {
        this.plan = plan;
        this.facts = facts;
        this.leave = leave;
        this.now = now;
        if (plan.preemptions().stream().anyMatch(Preemption::movesOthers)) {
            for (Node node : facts.fleet().nodes()) {
                node.holds()
                        .forEach(
                                hold ->
                                        held.computeIfAbsent(
                                                        hold.workload(), _ -> new ArrayList<>())
                                                .add(hold));
            }
        }
    }

    /// @param then the nodes without those that leave, with all that the plan places and keeps seats for besides
    public void check(Function<NodeId, Node> then, PlacementPolicy policy) {
        Map<NodeId, List<Hold>> kept = new LinkedHashMap<>();
        Map<String, Integer> moved = new LinkedHashMap<>();
        TreeSet<String> lanesOfNew = new TreeSet<>();
        for (Preemption preemption : plan.preemptions()) {
            boolean isNew = preemption.decidedAt().equals(now);
            for (Move move : preemption.moves()) {
                if (leave.contains(move.workload())) {
                    String lane = checkSeats(move, kept);
                    moved.merge(lane, 1, Integer::sum);
                    require(
                            !isNew || !facts.evicted().contains(move.workload()),
                            () -> move.workload() + " is moved a second time");
                    if (isNew) {
                        lanesOfNew.add(lane);
                    }
                }
            }
        }
        kept.forEach(
                (id, holds) -> {
                    require(
                            then.apply(id).hasRoomFor(holds),
                            () -> "those that move to " + id + " have no room there then");
                    require(
                            facts.fleet().node(id).orElseThrow().hasRoomFor(holds),
                            () -> "those that move to " + id + " have no room there yet");
                });
        for (String lane : lanesOfNew) {
            DefragmentationSpec rules = policy.lane(lane).defragmentation();
            require(
                    rules != null && moved.getOrDefault(lane, 0) <= rules.atOnce(),
                    () -> "lane " + lane + " moves more at a time than it may");
        }
    }

    /// The lane, in which each of its replicas has a seat.
    private String checkSeats(Move move, Map<NodeId, List<Hold>> kept) {
        List<Hold> holds = held.getOrDefault(move.workload(), List.of());
        require(
                !holds.isEmpty()
                        && holds.stream()
                                .map(Hold::replica)
                                .sorted()
                                .toList()
                                .equals(move.seats().stream().map(Seat::replica).toList()),
                () -> move.workload() + " is moved, but not whole");
        Hold as = holds.getFirst();
        String lane = "";
        for (Seat seat : move.seats()) {
            Node node = facts.fleet().node(seat.node()).orElseThrow();
            require(
                    Feasible.isOpen(node) && as.shape().allows(node.template().gpuModel()),
                    () -> move.workload() + " may not stand on " + node.id());
            lane = node.lane();
            kept.computeIfAbsent(seat.node(), _ -> new ArrayList<>())
                    .add(
                            new Hold(
                                    as.workload(),
                                    seat.replica(),
                                    as.tenant(),
                                    as.environment(),
                                    as.shape(),
                                    seat.devices(),
                                    null,
                                    seat.slot()));
        }
        return lane;
    }
}
