package io.headroom.engine.placement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.headroom.contracts.workload.PendingReason.MakingRoom;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.Feasible.Reach;
import io.headroom.engine.placement.PlacementPlan.Eviction;
import io.headroom.engine.placement.PlacementPlan.Placed;
import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Spot;
import io.headroom.engine.placement.preemption.Preemption;
import io.headroom.engine.placement.preemption.Preemption.Seat;
import io.headroom.engine.placement.preemption.Preemption.Victim;

/// Those for whom earlier plans made room: their seats are kept until they start, go elsewhere, or the decision has become pointless or
/// impossible.
final class Seated {

    private final Board board;
    private final MakeRoom makeRoom;
    private final Draft draft;
    private final Instant now;
    private final Map<WorkloadId, Preemption> decided = new LinkedHashMap<>();

    Seated(
            Board board,
            MakeRoom makeRoom,
            Admitted admitted,
            Draft draft,
            PlacementFacts facts,
            Instant now) {
        this.board = board;
        this.makeRoom = makeRoom;
        this.draft = draft;
        this.now = now;
        Map<WorkloadId, Waiting> waiting = new LinkedHashMap<>();
        facts.queue().waiting().forEach(one -> waiting.put(one.id(), one));
        for (Preemption preemption : facts.preemptions()) {
            Waiting by = waiting.get(preemption.by());
            if (by != null
                    && !decided.containsKey(by.id())
                    && admitted.refusal(by, by.replicas().size()).isEmpty()
                    && makeRoom.resume(preemption, by)) {
                decided.put(by.id(), preemption);
                draft.counts(by, by.replicas().size());
            }
        }
    }

    boolean has(Waiting waiting) {
        return decided.containsKey(waiting.id());
    }

    /// Its seats if they are free by now; any other room, and its victims stay; else it is their time to leave, or not yet.
    void serve(Waiting waiting) {
        Preemption preemption = decided.get(waiting.id());
        if (preemption == null) {
            throw new IllegalStateException(waiting.id() + " has no seats");
        }
        board.release(waiting);
        Ask ask = board.ask(waiting, Reach.READY);
        List<Victim> remaining = makeRoom.remaining(preemption);
        if (remaining.isEmpty()) {
            takeSeats(waiting, preemption, ask);
            return;
        }
        Gang.Attempt attempt = Gang.allOrNone(board, waiting, ask);
        if (attempt.whole()) {
            draft.takesCounted(board.placed(waiting, attempt.spots()));
            return;
        }
        if (!makeRoom.resume(preemption, waiting)) {
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

    private void takeSeats(Waiting waiting, Preemption preemption, Ask ask) {
        List<Placed> taken = new ArrayList<>();
        for (Seat seat : preemption.seats()) {
            int rank = board.rank(seat.node()).orElseThrow();
            Spot spot = MakeRoom.spot(seat, rank);
            board.placeAt(waiting, seat.replica(), spot, ask);
            taken.add(board.placed(waiting, seat.replica(), spot));
        }
        draft.takesCounted(taken);
    }
}
