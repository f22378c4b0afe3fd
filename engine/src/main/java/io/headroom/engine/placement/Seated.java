package io.headroom.engine.placement;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.headroom.contracts.capacity.LaneSpec;
import io.headroom.contracts.workload.PendingReason.MakingRoom;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.PlacementPlan.Eviction;
import io.headroom.engine.placement.PlacementPlan.Placed;
import io.headroom.engine.placement.board.Board;
import io.headroom.engine.placement.board.Feasible.Reach;
import io.headroom.engine.placement.board.Gang;
import io.headroom.engine.placement.defrag.KeptSeats;
import io.headroom.engine.placement.defrag.Moving;
import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.preemption.Leaving;
import io.headroom.engine.placement.preemption.Preemption;
import io.headroom.engine.placement.preemption.Preemption.Move;
import io.headroom.engine.placement.preemption.Preemption.Victim;

/// Those for whom earlier plans made room: their seats are kept until they start, go elsewhere, or the decision has become pointless or
/// impossible. Those that were moved for them take the seats kept for them before anyone else is served.
final class Seated {

    private final Board board;
    private final KeptSeats seats;
    private final Draft draft;
    private final Instant now;
    private final Map<WorkloadId, Preemption> decided = new LinkedHashMap<>();
    private final Set<WorkloadId> settled = new LinkedHashSet<>();

    Seated(Board board, KeptSeats seats, Draft draft, Instant now) {
        this.board = board;
        this.seats = seats;
        this.draft = draft;
        this.now = now;
    }

    /// Goes on with what is decided and can still be.
    void resume(
            PlacementFacts facts,
            PlacementPolicy policy,
            Admitted admitted,
            Leaving leaving,
            Moving moving) {
        Map<WorkloadId, Waiting> waiting = new LinkedHashMap<>();
        facts.queue().waiting().forEach(one -> waiting.put(one.id(), one));
        for (Preemption preemption : facts.preemptions()) {
            settle(preemption, waiting, admitted, moving);
            Waiting by = waiting.get(preemption.by());
            if (by == null || decided.containsKey(by.id())) {
                continue;
            }
            if (admitted.refusal(by, by.replicas().size()).isEmpty()
                    && mayGoOn(preemption, policy.lane(by.lane()), admitted)
                    && seats.resume(preemption, by)) {
                List<Victim> remaining = seats.remaining(preemption);
                decided.put(by.id(), preemption);
                draft.counts(by, by.replicas().size());
                leaving.decided(by.id(), remaining.stream().map(Victim::workload).toList());
                moving.isUnderWay(by.lane(), preemption.movesOthers() ? remaining.size() : 0);
            }
        }
    }

    private boolean mayGoOn(Preemption preemption, LaneSpec lane, Admitted admitted) {
        List<Waiting> toMove = seats.toMove(preemption);
        return toMove.isEmpty()
                || (lane.defragmentation() != null
                        && toMove.stream().allMatch(admitted::mayStartAgain));
    }

    /// Those that have left for it take their new places.
    private void settle(
            Preemption preemption,
            Map<WorkloadId, Waiting> waiting,
            Admitted admitted,
            Moving moving) {
        List<WorkloadId> there =
                seats.remaining(preemption).stream().map(Victim::workload).toList();
        for (Move move : preemption.moves()) {
            Waiting moved = waiting.get(move.workload());
            if (moved != null
                    && !there.contains(moved.id())
                    && admitted.refusal(moved, moved.replicas().size()).isEmpty()) {
                Optional<List<Placed>> placed = seats.settle(moved, move);
                if (placed.isPresent()) {
                    draft.takes(moved, placed.get());
                    settled.add(moved.id());
                    moving.isUnderWay(moved.lane(), 1);
                }
            }
        }
    }

    boolean has(Waiting waiting) {
        return decided.containsKey(waiting.id()) || settled.contains(waiting.id());
    }

    /// Its seats if they are free by now; any other room, and its victims stay; else it is their time to leave, or not yet.
    void serve(Waiting waiting) {
        Preemption preemption = decided.get(waiting.id());
        if (preemption == null) {
            // One that was moved, and has its place.
            return;
        }
        board.release(waiting);
        Ask ask = board.ask(waiting, Reach.READY);
        List<Victim> remaining = seats.remaining(preemption);
        if (remaining.isEmpty()) {
            draft.takesCounted(seats.take(waiting, preemption.seats()));
            return;
        }
        Gang.Attempt attempt = Gang.allOrNone(board, waiting, ask);
        if (attempt.whole()) {
            draft.takesCounted(board.placed(waiting, attempt.spots()));
            return;
        }
        if (!seats.resume(preemption, waiting)) {
            throw new IllegalStateException("the seats of " + waiting.id() + " are gone");
        }
        draft.makesRoom(preemption);
        draft.waits(
                waiting,
                waiting.replicas(),
                new MakingRoom(
                        remaining.stream().map(Victim::workload).toList(), preemption.notBefore()));
        if (!now.isBefore(preemption.notBefore())) {
            remaining.forEach(
                    victim ->
                            draft.evicts(
                                    new Eviction(
                                            victim.workload(),
                                            victim.attempt(),
                                            waiting.id(),
                                            victim.why())));
        }
    }
}
