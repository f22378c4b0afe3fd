package io.headroom.placement.binding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.contracts.workload.WorkloadNoticeGiven;
import io.headroom.contracts.workload.WorkloadState;
import io.headroom.engine.placement.PlacementPlan;
import io.headroom.engine.placement.preemption.Preemption;
import io.headroom.engine.placement.preemption.Preemption.Victim;
import io.headroom.placement.picture.FleetSnapshot;
import io.headroom.placement.workload.Story;

/// What is said to those that a plan makes leave, and to those that it spares after all.
///
/// @param moves how many of those that are told are moved
/// @param sparedMoves how many that were to be moved are not
record Notices(List<WorkloadNoticeGiven> given, List<Story.Told> told, int moves, int sparedMoves) {

    static Notices of(FleetSnapshot snapshot, PlacementPlan plan, Instant now) {
        List<WorkloadNoticeGiven> given = new ArrayList<>();
        List<Story.Told> told = new ArrayList<>();
        int moves = 0;
        for (Preemption decided : plan.preemptions()) {
            if (!snapshot.preemptions().contains(decided)) {
                give(snapshot, decided, now, given, told);
                moves += decided.moves().size();
            }
        }
        int spared = 0;
        for (Preemption earlier : snapshot.preemptions()) {
            if (!plan.preemptions().contains(earlier)) {
                int stay = spare(snapshot, earlier, now, told);
                spared += earlier.movesOthers() ? stay : 0;
            }
        }
        return new Notices(given, told, moves, spared);
    }

    private static void give(
            FleetSnapshot snapshot,
            Preemption decided,
            Instant now,
            List<WorkloadNoticeGiven> given,
            List<Story.Told> told) {
        for (Victim victim : decided.victims()) {
            Workload workload = snapshot.workloads().get(victim.workload());
            if (workload != null) {
                given.add(
                        new WorkloadNoticeGiven(
                                workload,
                                decided.by(),
                                decided.notBefore(),
                                victim.why(),
                                decided.movesOthers()));
                told.add(
                        Story.Told.of(
                                workload,
                                now,
                                decided.movesOthers() ? "must move" : "must leave",
                                "for "
                                        + decided.by()
                                        + " at "
                                        + decided.notBefore()
                                        + ": "
                                        + victim.why()));
            }
        }
        Workload by = snapshot.workloads().get(decided.by());
        if (by != null && decided.movesOthers()) {
            told.add(Story.Told.of(by, now, "others move for it", decided.why()));
        }
    }

    /// How many of them stay where they are.
    private static int spare(
            FleetSnapshot snapshot, Preemption earlier, Instant now, List<Story.Told> told) {
        int stay = 0;
        for (Victim victim : earlier.victims()) {
            Workload workload = snapshot.workloads().get(victim.workload());
            if (workload != null
                    && workload.attempt() == victim.attempt()
                    && workload.state() != WorkloadState.PENDING) {
                stay++;
                told.add(
                        Story.Told.of(
                                workload, now, "stays", "not needed any more for " + earlier.by()));
            }
        }
        return stay;
    }

    /// Those for whom places elsewhere are kept.
    static Set<WorkloadId> moved(PlacementPlan plan) {
        Set<WorkloadId> moved = new HashSet<>();
        plan.preemptions().forEach(p -> p.moves().forEach(move -> moved.add(move.workload())));
        return moved;
    }
}
