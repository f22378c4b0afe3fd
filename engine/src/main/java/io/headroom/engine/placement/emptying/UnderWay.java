package io.headroom.engine.placement.emptying;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.Admitted;
import io.headroom.engine.placement.PlacementFacts;
import io.headroom.engine.placement.PlacementPlan.Placed;
import io.headroom.engine.placement.PlacementPolicy;
import io.headroom.engine.placement.defrag.KeptSeats;
import io.headroom.engine.placement.defrag.Moving;
import io.headroom.engine.placement.emptying.EmptyingPlan.Leaves;
import io.headroom.engine.placement.emptying.EmptyingPlan.Stays;
import io.headroom.engine.placement.emptying.EmptyingPlan.Why;
import io.headroom.engine.placement.preemption.Leaving;
import io.headroom.engine.placement.preemption.Preemption.Move;
import io.headroom.engine.placement.preemption.Preemption.Victim;

/// Nodes that earlier plans decided to empty: their work's new places are kept until it stands there, and then they may go; unless work
/// waits in their lane meanwhile, or a place is lost.
public final class UnderWay {

    private final PlacementFacts facts;
    private final KeptSeats seats;
    private final Instant now;
    private final Set<WorkloadId> settled = new LinkedHashSet<>();

    /// Those that wait or run: others have ended by themselves, and were not moved.
    private final List<WorkloadId> alive = new ArrayList<>();

    private final List<Emptying> underWay = new ArrayList<>();
    private final List<Emptying> done = new ArrayList<>();
    private final List<Stays> stays = new ArrayList<>();

    public UnderWay(PlacementFacts facts, KeptSeats seats, Instant now) {
        this.facts = facts;
        this.seats = seats;
        this.now = now;
        if (!facts.emptying().underWay().isEmpty()) {
            facts.running().forEach(one -> alive.add(one.id()));
            facts.queue().waiting().forEach(one -> alive.add(one.id()));
        }
    }

    /// Goes on with what can still be.
    ///
    /// @param takes hears of those that take their new places
    public void resume(
            PlacementPolicy policy,
            Admitted admitted,
            Leaving leaving,
            Moving moving,
            BiConsumer<Waiting, List<Placed>> takes) {
        Map<WorkloadId, Waiting> waiting = new LinkedHashMap<>();
        facts.queue().waiting().forEach(one -> waiting.put(one.id(), one));
        for (Emptying emptying : facts.emptying().underWay()) {
            List<Victim> remaining = seats.remaining(emptying.victims());
            for (Move move : emptying.moves()) {
                Waiting moved = waiting.get(move.workload());
                if (moved != null
                        && remaining.stream().noneMatch(v -> v.workload().equals(moved.id()))) {
                    settle(moved, move, admitted, moving, takes);
                }
            }
            Optional<Stays> over = over(emptying, remaining, policy);
            over.ifPresent(stays::add);
            if (over.isEmpty()) {
                goOn(emptying, remaining, leaving, moving);
            }
        }
    }

    private void settle(
            Waiting moved,
            Move move,
            Admitted admitted,
            Moving moving,
            BiConsumer<Waiting, List<Placed>> takes) {
        if (admitted.refusal(moved, moved.replicas().size()).isEmpty()) {
            Optional<List<Placed>> placed = seats.settle(moved, move);
            if (placed.isPresent()) {
                takes.accept(moved, placed.get());
                settled.add(moved.id());
                moving.isUnderWay(moved.lane(), 1);
            }
        }
    }

    private void goOn(Emptying emptying, List<Victim> remaining, Leaving leaving, Moving moving) {
        if (remaining.isEmpty()) {
            done.add(emptying.of(alive));
            return;
        }
        underWay.add(emptying);
        List<WorkloadId> left = remaining.stream().map(Victim::workload).toList();
        leaving.decided(left.getFirst(), left);
        moving.isUnderWay(lane(emptying), left.size());
    }

    private String lane(Emptying emptying) {
        return facts.fleet().node(emptying.node()).map(Node::lane).orElse("");
    }

    /// Why it is not emptied any more; its new places are kept if that is nothing.
    private Optional<Stays> over(
            Emptying emptying, List<Victim> remaining, PlacementPolicy policy) {
        Optional<Node> node =
                facts.fleet().node(emptying.node()).filter(n -> n.state() == NodeState.READY);
        if (node.isEmpty()) {
            return stays(emptying, Why.LEAVES_ALREADY, "it leaves for another reason");
        }
        if (policy.lane(node.get().lane()).defragmentation() == null) {
            return stays(emptying, Why.LANE, "its lane lets nobody be moved any more");
        }
        List<WorkloadId> left = remaining.stream().map(Victim::workload).toList();
        if (node.get().holds().stream().anyMatch(hold -> !left.contains(hold.workload()))) {
            return stays(emptying, Why.IN_USE, "something else stands on it");
        }
        List<Move> moves =
                emptying.moves().stream().filter(m -> left.contains(m.workload())).toList();
        return moves.isEmpty() || seats.resume(moves)
                ? Optional.empty()
                : stays(emptying, Why.NO_ROOM, "a place that was kept is lost");
    }

    private static Optional<Stays> stays(Emptying emptying, Why why, String because) {
        return Optional.of(new Stays(emptying.node(), emptying.nodeVersion(), why, because));
    }

    /// Whether it has taken its new place.
    public boolean has(Waiting waiting) {
        return settled.contains(waiting.id());
    }

    /// Those that are called off: none of them takes part in the plan.
    ///
    /// @param lacking lanes in which something is missing
    public List<Stays> calledOff(List<String> lacking) {
        List<Stays> off = new ArrayList<>(stays);
        for (List<Emptying> going : List.of(underWay, done)) {
            going.stream()
                    .filter(emptying -> lacking.contains(lane(emptying)))
                    .flatMap(e -> stays(e, Why.WORK_WAITS, "work waits in its lane").stream())
                    .forEach(off::add);
        }
        return off;
    }

    List<Emptying> underWay() {
        return underWay;
    }

    List<Emptying> done() {
        return done;
    }

    /// Those whose grace is over.
    List<Leaves> leaves() {
        List<Leaves> leaves = new ArrayList<>();
        for (Emptying emptying : underWay) {
            if (!now.isBefore(emptying.notBefore())) {
                NodeId node = emptying.node();
                seats.remaining(emptying.victims())
                        .forEach(
                                v ->
                                        leaves.add(
                                                new Leaves(
                                                        v.workload(),
                                                        v.attempt(),
                                                        node,
                                                        emptying.why())));
            }
        }
        return leaves;
    }
}
