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
import io.headroom.contracts.workload.PendingReason.MakingRoom;
import io.headroom.contracts.workload.PendingReason.QuotaReached;
import io.headroom.contracts.workload.PendingReason.RoomKept;
import io.headroom.contracts.workload.PendingReason.TenantLimit;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fairness.ServiceOrder;
import io.headroom.engine.fairness.Standing;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.board.Board;
import io.headroom.engine.placement.board.Feasible;
import io.headroom.engine.placement.board.Feasible.Reach;
import io.headroom.engine.placement.board.Gang;
import io.headroom.engine.placement.board.Reservation;
import io.headroom.engine.placement.board.Serving;
import io.headroom.engine.placement.check.PlanCheck;
import io.headroom.engine.placement.defrag.KeptSeats;
import io.headroom.engine.placement.defrag.Movers;
import io.headroom.engine.placement.defrag.Moving;
import io.headroom.engine.placement.defrag.Settling;
import io.headroom.engine.placement.emptying.Emptier;
import io.headroom.engine.placement.emptying.EmptyingPlan.Stays;
import io.headroom.engine.placement.emptying.ToEmpty;
import io.headroom.engine.placement.emptying.UnderWay;
import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Spot;
import io.headroom.engine.placement.preemption.Leaving;
import io.headroom.engine.placement.preemption.Losses;
import io.headroom.engine.placement.preemption.MakeRoom;
import io.headroom.engine.placement.preemption.Preemption;
import io.headroom.engine.placement.preemption.Preemption.Victim;

/// Decides who goes where. One pass over the queue in the order of service: ready nodes first, then nodes on the way; a gang all or
/// none. Who fits nowhere may make others leave or move, if the lane's rules say so; else, once it has waited too long, room is kept for it.
public final class PlacementPlanner {

    private final Board board;
    private final PlacementFacts facts;
    private final PlacementPolicy policy;
    private final Instant now;
    private final Standing standing;
    private final Admitted admitted;
    private final MakeRoom makeRoom;
    private final Moving moving;
    private final Seated seated;
    private final UnderWay underWay;
    private final Emptier emptier;
    private final WhyNot whyNot;
    private final Draft draft;
    private final Map<String, Integer> reservations = new LinkedHashMap<>();
    private final Set<Ask> neverHeld = new LinkedHashSet<>();

    private PlacementPlanner(PlacementFacts facts, PlacementPolicy policy, Instant now) {
        this.facts = facts;
        this.policy = policy;
        this.now = now;
        List<Node> open =
                facts.fleet().nodes().stream()
                        .filter(n -> Feasible.isOpen(n) && !facts.emptying().isUnderWay(n.id()))
                        .toList();
        Serving serving = new Serving(open, facts.running());
        board =
                new Board(
                        open,
                        facts.queue().waiting(),
                        serving,
                        policy,
                        facts.moving().prices(),
                        now);
        standing =
                new Standing(policy.fairness(), facts.fleet(), facts.past(), facts.quotas(), now);
        admitted = new Admitted(policy, standing, board, facts);
        draft = new Draft(standing, admitted, policy.listed());
        Leaving leaving = new Leaving(facts.evicted());
        Losses losses = new Losses(facts.fleet(), now);
        Movers movers = new Movers(facts, losses, now);
        makeRoom = new MakeRoom(board, facts, policy, standing, leaving, losses, now);
        moving = new Moving(board, facts, policy, admitted, leaving, movers, now);
        KeptSeats seats = new KeptSeats(board, facts, movers);
        seated = new Seated(board, seats, draft, now);
        seated.resume(facts, policy, admitted, leaving, moving);
        underWay = new UnderWay(facts, seats, now);
        underWay.resume(policy, admitted, leaving, moving, draft::takes);
        Settling settling = new Settling(board, admitted, movers);
        emptier = new Emptier(board, facts, policy, leaving, movers, moving, settling, now);
        whyNot = new WhyNot(board, serving);
    }

    /// A plan for a fleet and a queue about which nothing else is known.
    public static PlacementPlan plan(
            Fleet fleet, Queue queue, PlacementPolicy policy, Instant now) {
        return plan(PlacementFacts.of(fleet, queue), policy, now);
    }

    public static PlacementPlan plan(PlacementFacts facts, PlacementPolicy policy, Instant now) {
        return PlanCheck.checked(unchecked(facts, policy, now), facts, policy, now);
    }

    /// A node whose emptying is called off takes replicas at once: the plan is made anew with it.
    private static PlacementPlan unchecked(
            PlacementFacts facts, PlacementPolicy policy, Instant now) {
        PlacementPlanner planner = new PlacementPlanner(facts, policy, now);
        PlacementPlan plan = planner.plan();
        List<Stays> off = planner.underWay.calledOff(planner.draft.lacking());
        if (off.isEmpty()) {
            return plan;
        }
        ToEmpty rest = facts.emptying().without(off.stream().map(Stays::node).toList());
        return unchecked(facts.withEmptying(rest), policy, now).staying(off);
    }

    private PlacementPlan plan() {
        ServiceOrder order = new ServiceOrder(facts.queue(), standing, policy.fairness(), now);
        for (Optional<Waiting> next = order.next(); next.isPresent(); next = order.next()) {
            serve(next.get());
        }
        return draft.plan(emptier.plan(underWay, draft.lacking()));
    }

    private void serve(Waiting waiting) {
        if (underWay.has(waiting)) {
            return;
        }
        if (seated.has(waiting)) {
            seated.serve(waiting);
            return;
        }
        Optional<PendingReason> refused =
                admitted.refusal(waiting, waiting.gang() ? waiting.replicas().size() : 1);
        if (refused.isPresent()) {
            refuses(waiting, waiting.replicas(), waiting.replicas(), refused.get());
        } else if (waiting.gang()) {
            serveGang(waiting);
        } else {
            serveOneByOne(waiting);
        }
    }

    private void serveGang(Waiting gang) {
        Gang.Attempt ready = Gang.allOrNone(board, gang, board.ask(gang, Reach.READY));
        if (ready.whole()) {
            draft.takes(gang, board.placed(gang, ready.spots()));
            return;
        }
        Ask anywhere = board.ask(gang, Reach.READY_OR_PLANNED);
        Gang.Attempt planned = Gang.allOrNone(board, gang, anywhere);
        if (planned.whole()) {
            draft.takes(gang, board.placed(gang, planned.spots()));
            return;
        }
        leaveWaiting(gang, gang.replicas(), whyNot.gangReason(gang, planned, anywhere));
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
                refuses(waiting, left, over, refused.get());
                return;
            }
            Optional<Spot> spot =
                    board.place(waiting, replica, ready)
                            .or(() -> board.place(waiting, replica, anywhere));
            if (spot.isPresent()) {
                draft.takes(waiting, List.of(board.placed(waiting, replica, spot.get())));
            } else {
                left.add(replica);
            }
        }
        if (!left.isEmpty()) {
            leaveWaiting(waiting, left, whyNot.reason(waiting, anywhere));
        }
    }

    /// @param over those of the waiting that the refusal is about
    private void refuses(
            Waiting waiting, List<Integer> left, List<Integer> over, PendingReason why) {
        if (why instanceof TenantLimit || why instanceof QuotaReached) {
            draft.holdsBack(waiting, over.size());
        }
        draft.waits(waiting, left, why);
    }

    private void leaveWaiting(Waiting waiting, List<Integer> replicas, PendingReason reason) {
        int wanted = admitted.most(waiting, replicas.size());
        Optional<Preemption> made =
                wanted == replicas.size()
                        ? makeRoom.make(waiting, replicas).or(() -> moving.make(waiting, replicas))
                        : Optional.empty();
        if (made.isPresent()) {
            draft.makesRoom(made.get());
            draft.counts(waiting, replicas.size());
            List<WorkloadId> leaving = made.get().victims().stream().map(Victim::workload).toList();
            draft.waits(waiting, replicas, new MakingRoom(leaving, made.get().notBefore()));
            return;
        }
        draft.lacks(waiting, wanted);
        draft.holdsBack(waiting, replicas.size() - wanted);
        draft.waits(waiting, replicas, reserve(waiting, replicas).orElse(reason));
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
        // Without a start it says less than what it lacks.
        return reserved.filter(kept -> kept.start() != null)
                .map(kept -> new RoomKept(kept.nodes(), kept.start()));
    }
}
