package io.headroom.engine.placement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.headroom.contracts.workload.PendingReason;
import io.headroom.contracts.workload.PendingReason.GangIncomplete;
import io.headroom.contracts.workload.PendingReason.MakingRoom;
import io.headroom.contracts.workload.PendingReason.RoomKept;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fairness.ServiceOrder;
import io.headroom.engine.fairness.Standing;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.Feasible.Reach;
import io.headroom.engine.placement.PlacementPlan.Eviction;
import io.headroom.engine.placement.PlacementPlan.Pending;
import io.headroom.engine.placement.PlacementPlan.Placed;
import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Spot;
import io.headroom.engine.placement.preemption.Preemption;
import io.headroom.engine.placement.preemption.Preemption.Seat;
import io.headroom.engine.placement.preemption.Preemption.Victim;

/// Decides who goes where. One pass over the queue in the order of service: ready nodes first, then nodes on the way; a gang all or
/// none. Who fits nowhere may make others leave, if the lane's rules say so; else, once it has waited too long, room is kept for it.
public final class PlacementPlanner {

    private final Board board;
    private final PlacementFacts facts;
    private final PlacementPolicy policy;
    private final Instant now;
    private final Standing standing;
    private final Admitted admitted;
    private final MakeRoom makeRoom;
    private final WhyNot whyNot;
    private final Shortfalls shortfalls;
    private final List<Placed> placed = new ArrayList<>();
    private final List<Pending> pending = new ArrayList<>();
    private final List<Preemption> preemptions = new ArrayList<>();
    private final List<Eviction> evictions = new ArrayList<>();
    private final Map<WorkloadId, Preemption> earlier = new LinkedHashMap<>();
    private final Map<String, Integer> reservations = new LinkedHashMap<>();
    private final Set<Ask> neverHeld = new LinkedHashSet<>();

    private PlacementPlanner(PlacementFacts facts, PlacementPolicy policy, Instant now) {
        this.facts = facts;
        this.policy = policy;
        this.now = now;
        board =
                new Board(
                        facts.fleet().nodes().stream().filter(Feasible::isOpen).toList(),
                        facts.queue().waiting(),
                        policy,
                        now);
        standing =
                new Standing(policy.fairness(), facts.fleet(), facts.past(), facts.quotas(), now);
        admitted = new Admitted(policy, standing, board, facts);
        makeRoom = new MakeRoom(board, facts, policy, standing, now);
        whyNot = new WhyNot(board);
        shortfalls = new Shortfalls(policy.listed());
    }

    /// A plan for a fleet and a queue about which nothing else is known.
    public static PlacementPlan plan(
            Fleet fleet, Queue queue, PlacementPolicy policy, Instant now) {
        return plan(PlacementFacts.of(fleet, queue), policy, now);
    }

    public static PlacementPlan plan(PlacementFacts facts, PlacementPolicy policy, Instant now) {
        return PlanCheck.checked(
                new PlacementPlanner(facts, policy, now).plan(), facts, policy, now);
    }

    private PlacementPlan plan() {
        resumePreemptions();
        ServiceOrder order = new ServiceOrder(facts.queue(), standing, policy.fairness(), now);
        for (Optional<Waiting> next = order.next(); next.isPresent(); next = order.next()) {
            serve(next.get());
        }
        return new PlacementPlan(placed, pending, shortfalls.byLane(), preemptions, evictions);
    }

    /// What was decided earlier goes on, unless it has become pointless or impossible.
    private void resumePreemptions() {
        for (Preemption preemption : facts.preemptions()) {
            Waiting by =
                    facts.queue().waiting().stream()
                            .filter(one -> one.id().equals(preemption.by()))
                            .findFirst()
                            .orElse(null);
            if (by != null && !earlier.containsKey(by.id()) && makeRoom.resume(preemption, by)) {
                earlier.put(by.id(), preemption);
            }
        }
    }

    private void serve(Waiting waiting) {
        Optional<PendingReason> refused =
                admitted.refusal(waiting, waiting.gang() ? waiting.replicas().size() : 1);
        Preemption preemption = earlier.get(waiting.id());
        if (refused.isPresent()) {
            if (preemption != null) {
                board.release(waiting);
            }
            pending.add(new Pending(waiting.id(), waiting.replicas(), refused.get()));
        } else if (preemption != null) {
            serveWhoHasSeats(waiting, preemption);
        } else if (waiting.gang()) {
            serveGang(waiting);
        } else {
            serveOneByOne(waiting);
        }
    }

    /// Its seats if they are free by now; any other room, and its victims stay; else it is their time to leave, or not yet.
    private void serveWhoHasSeats(Waiting waiting, Preemption preemption) {
        board.release(waiting);
        Ask ask = board.ask(waiting, Reach.READY);
        List<Victim> remaining = makeRoom.remaining(preemption);
        if (remaining.isEmpty()) {
            takeSeats(waiting, preemption, ask);
            return;
        }
        Gang.Attempt attempt = Gang.allOrNone(board, waiting, ask);
        if (attempt.whole()) {
            take(waiting, board.placed(waiting, attempt.spots()));
            return;
        }
        if (!makeRoom.resume(preemption, waiting)) {
            throw new IllegalStateException("the seats of " + waiting.id() + " are gone");
        }
        preemptions.add(preemption);
        pending.add(
                new Pending(
                        waiting.id(),
                        waiting.replicas(),
                        new MakingRoom(
                                remaining.stream().map(Victim::workload).toList(),
                                preemption.notBefore())));
        if (!now.isBefore(preemption.notBefore())) {
            remaining.forEach(
                    victim ->
                            evictions.add(
                                    new Eviction(
                                            victim.workload(),
                                            victim.attempt(),
                                            waiting.id(),
                                            victim.why())));
        }
    }

    private void takeSeats(Waiting waiting, Preemption preemption, Ask ask) {
        List<Placed> taken = new ArrayList<>();
        for (Seat seat : preemption.seats()) {
            int rank = board.rank(seat.node()).orElseThrow();
            Spot spot = board.placeAt(waiting, seat.replica(), rank, seat.devices(), ask);
            taken.add(board.placed(waiting, seat.replica(), spot));
        }
        take(waiting, taken);
    }

    private void take(Waiting waiting, List<Placed> more) {
        placed.addAll(more);
        standing.takes(waiting, more.size());
        admitted.takes(waiting, more.size());
    }

    private void serveGang(Waiting gang) {
        Gang.Attempt ready = Gang.allOrNone(board, gang, board.ask(gang, Reach.READY));
        if (ready.whole()) {
            take(gang, board.placed(gang, ready.spots()));
            return;
        }
        Ask anywhere = board.ask(gang, Reach.READY_OR_PLANNED);
        Gang.Attempt planned = Gang.allOrNone(board, gang, anywhere);
        if (planned.whole()) {
            take(gang, board.placed(gang, planned.spots()));
            return;
        }
        int fits = planned.spots().size();
        PendingReason reason =
                fits > 0
                        ? new GangIncomplete(fits, gang.replicas().size())
                        : whyNot.reason(gang, anywhere);
        leaveWaiting(gang, gang.replicas(), reason);
    }

    private void serveOneByOne(Waiting waiting) {
        Ask ready = board.ask(waiting, Reach.READY);
        Ask anywhere = board.ask(waiting, Reach.READY_OR_PLANNED);
        List<Integer> left = new ArrayList<>();
        for (int replica : waiting.replicas()) {
            Optional<PendingReason> refused = admitted.refusal(waiting, 1);
            if (refused.isPresent()) {
                List<Integer> over =
                        waiting.replicas().stream().filter(other -> other >= replica).toList();
                left.addAll(over);
                pending.add(new Pending(waiting.id(), left, refused.get()));
                return;
            }
            Optional<Spot> spot =
                    board.place(waiting, replica, ready)
                            .or(() -> board.place(waiting, replica, anywhere));
            if (spot.isPresent()) {
                take(waiting, List.of(board.placed(waiting, replica, spot.get())));
            } else {
                left.add(replica);
            }
        }
        if (!left.isEmpty()) {
            leaveWaiting(waiting, left, whyNot.reason(waiting, anywhere));
        }
    }

    private void leaveWaiting(Waiting waiting, List<Integer> replicas, PendingReason reason) {
        Optional<Preemption> made = makeRoom.make(waiting, replicas);
        if (made.isPresent()) {
            preemptions.add(made.get());
            List<WorkloadId> leaving = made.get().victims().stream().map(Victim::workload).toList();
            pending.add(
                    new Pending(
                            waiting.id(),
                            replicas,
                            new MakingRoom(leaving, made.get().notBefore())));
            return;
        }
        shortfalls.add(waiting, replicas.size());
        pending.add(new Pending(waiting.id(), replicas, reserve(waiting, replicas).orElse(reason)));
    }

    /// Keeps room for one that waits too long, while fewer than the policy's number of its lane have some.
    private Optional<PendingReason> reserve(Waiting waiting, List<Integer> replicas) {
        boolean impatient = !waiting.submittedAt().plus(policy.patience()).isAfter(now);
        int made = reservations.getOrDefault(waiting.lane(), 0);
        Ask ask = board.ask(waiting, Reach.READY);
        if (!impatient || made >= policy.reservations() || neverHeld.contains(ask)) {
            return Optional.empty();
        }
        Optional<Reservation> reserved = Reservation.make(board, waiting, replicas, now);
        if (reserved.isPresent()) {
            reservations.put(waiting.lane(), made + 1);
        } else if (replicas.size() == 1) {
            neverHeld.add(ask);
        }
        return reserved.map(made1 -> new RoomKept(made1.nodes(), made1.start()));
    }
}
