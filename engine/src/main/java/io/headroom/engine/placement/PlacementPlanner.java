package io.headroom.engine.placement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.headroom.contracts.capacity.LaneSpec;
import io.headroom.contracts.workload.PendingReason;
import io.headroom.contracts.workload.PendingReason.GangIncomplete;
import io.headroom.contracts.workload.PendingReason.HeldBack;
import io.headroom.contracts.workload.PendingReason.LaneClosed;
import io.headroom.contracts.workload.PendingReason.NoCapacity;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.Feasible.Reach;
import io.headroom.engine.placement.PlacementPlan.Pending;
import io.headroom.engine.placement.PlacementPlan.Placed;
import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Spot;

/// Decides who goes where. One pass over the queue in the order of service: ready nodes first, then nodes on the way; a gang all or
/// none; for the first of a lane that waits too long, nodes are kept free.
public final class PlacementPlanner {

    private final Board board;
    private final PlacementPolicy policy;
    private final Instant now;
    private final List<Placed> placed = new ArrayList<>();
    private final List<Pending> pending = new ArrayList<>();
    private final Shortfalls shortfalls;
    private final Map<String, Reservation> reservations = new LinkedHashMap<>();
    private final Set<Ask> neverHeld = new LinkedHashSet<>();
    private final Map<Ask, String> constraints = new LinkedHashMap<>();

    private PlacementPlanner(Board board, PlacementPolicy policy, Instant now) {
        this.board = board;
        this.policy = policy;
        this.now = now;
        this.shortfalls = new Shortfalls(policy.listed());
    }

    public static PlacementPlan plan(
            Fleet fleet, Queue queue, PlacementPolicy policy, Instant now) {
        Board board =
                new Board(
                        fleet.nodes().stream().filter(Feasible::isOpen).toList(),
                        queue.waiting(),
                        policy);
        PlacementPlanner planner = new PlacementPlanner(board, policy, now);
        Order.of(queue).forEach(planner::serve);
        PlacementPlan plan =
                new PlacementPlan(
                        planner.placed, planner.pending, planner.shortfalls.byLane(), List.of());
        return PlanCheck.checked(plan, fleet, queue);
    }

    private void serve(Waiting waiting) {
        LaneSpec lane = policy.lane(waiting.lane());
        if (!lane.admits(waiting.tenant(), waiting.environment(), waiting.workloadClass())) {
            pending.add(
                    new Pending(
                            waiting.id(),
                            waiting.replicas(),
                            new LaneClosed(waiting.lane(), notAdmitted(lane, waiting))));
        } else if (waiting.gang()) {
            serveGang(waiting);
        } else {
            serveOneByOne(waiting);
        }
    }

    private static String notAdmitted(LaneSpec lane, Waiting waiting) {
        if (!lane.classes().isEmpty() && !lane.classes().contains(waiting.workloadClass())) {
            return "class " + waiting.workloadClass();
        }
        if (!lane.environments().isEmpty()
                && !lane.environments().contains(waiting.environment())) {
            return "environment " + waiting.environment();
        }
        return "tenant " + waiting.tenant();
    }

    private void serveGang(Waiting gang) {
        Gang.Attempt ready = Gang.allOrNone(board, gang, board.ask(gang, Reach.READY));
        if (ready.whole()) {
            placed.addAll(board.placed(gang, ready.spots()));
            return;
        }
        Ask anywhere = board.ask(gang, Reach.READY_OR_PLANNED);
        Gang.Attempt planned = Gang.allOrNone(board, gang, anywhere);
        if (planned.whole()) {
            placed.addAll(board.placed(gang, planned.spots()));
            return;
        }
        int fits = planned.spots().size();
        PendingReason reason =
                fits > 0
                        ? new GangIncomplete(fits, gang.replicas().size())
                        : whyNot(gang, anywhere);
        leaveWaiting(gang, gang.replicas(), reason);
    }

    private void serveOneByOne(Waiting waiting) {
        Ask ready = board.ask(waiting, Reach.READY);
        Ask anywhere = board.ask(waiting, Reach.READY_OR_PLANNED);
        List<Integer> left = new ArrayList<>();
        for (int replica : waiting.replicas()) {
            Optional<Spot> spot =
                    board.place(ready)
                            .or(() -> backfill(waiting, ready))
                            .or(() -> board.place(anywhere));
            if (spot.isPresent()) {
                placed.add(board.placed(waiting, replica, spot.get()));
            } else {
                left.add(replica);
            }
        }
        if (!left.isEmpty()) {
            leaveWaiting(waiting, left, whyNot(waiting, anywhere));
        }
    }

    private Optional<Spot> backfill(Waiting waiting, Ask ask) {
        Reservation reservation = reservations.get(waiting.lane());
        return reservation == null
                ? Optional.empty()
                : reservation.backfill(board, waiting, ask, now);
    }

    private PendingReason whyNot(Waiting waiting, Ask ask) {
        Reservation reservation = reservations.get(waiting.lane());
        if (reservation != null && reservation.keepsOut(board, ask)) {
            return new HeldBack(reservation.holder());
        }
        // Room only shrinks within a plan: what bound one ask still binds the next that is like it.
        String constraint =
                constraints.computeIfAbsent(ask, _ -> WhyNot.constraint(board, waiting));
        return new NoCapacity(waiting.shape().describe(), constraint);
    }

    private void leaveWaiting(Waiting waiting, List<Integer> replicas, PendingReason reason) {
        pending.add(new Pending(waiting.id(), replicas, reason));
        shortfalls.add(waiting, replicas.size());
        boolean impatient = !waiting.submittedAt().plus(policy.patience()).isAfter(now);
        if (impatient && !reservations.containsKey(waiting.lane())) {
            reserve(waiting);
        }
    }

    private void reserve(Waiting waiting) {
        if (neverHeld.contains(board.ask(waiting, Reach.READY))) {
            return;
        }
        Optional<Reservation> reserved = Reservation.forFirst(board, waiting, now);
        if (reserved.isPresent()) {
            reservations.put(waiting.lane(), reserved.get());
        } else if (waiting.replicas().size() == 1) {
            neverHeld.add(board.ask(waiting, Reach.READY));
        }
    }
}
