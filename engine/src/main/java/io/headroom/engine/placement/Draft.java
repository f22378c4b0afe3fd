package io.headroom.engine.placement;

import java.util.ArrayList;
import java.util.List;

import io.headroom.contracts.workload.PendingReason;
import io.headroom.engine.fairness.Standing;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.PlacementPlan.Eviction;
import io.headroom.engine.placement.PlacementPlan.Pending;
import io.headroom.engine.placement.PlacementPlan.Placed;
import io.headroom.engine.placement.emptying.EmptyingPlan;
import io.headroom.engine.placement.preemption.Preemption;

/// A plan while it is made.
final class Draft {

    private final Standing standing;
    private final Admitted admitted;
    private final Shortfalls shortfalls;
    private final List<Placed> placed = new ArrayList<>();
    private final List<Pending> pending = new ArrayList<>();
    private final List<Preemption> preemptions = new ArrayList<>();
    private final List<Eviction> evictions = new ArrayList<>();

    Draft(Standing standing, Admitted admitted, int listed) {
        this.standing = standing;
        this.admitted = admitted;
        this.shortfalls = new Shortfalls(listed);
    }

    void takes(Waiting waiting, List<Placed> more) {
        placed.addAll(more);
        counts(waiting, more.size());
    }

    /// Takes what was counted before.
    void takesCounted(List<Placed> more) {
        placed.addAll(more);
    }

    /// Counts replicas that surely come against the limits, so that nobody else uses these up.
    void counts(Waiting waiting, int replicas) {
        standing.takes(waiting, replicas);
        admitted.takes(waiting, replicas);
    }

    void waits(Waiting waiting, List<Integer> replicas, PendingReason reason) {
        pending.add(new Pending(waiting.id(), replicas, reason));
    }

    /// They wait for their tenant's quota or limit, and more capacity would not serve them.
    void holdsBack(Waiting waiting, int replicas) {
        if (replicas > 0) {
            shortfalls.holdsBack(waiting, replicas);
        }
    }

    void lacks(Waiting waiting, int replicas) {
        if (replicas > 0) {
            shortfalls.add(waiting, replicas);
            standing.wants(waiting, replicas);
        }
    }

    void makesRoom(Preemption preemption) {
        preemptions.add(preemption);
    }

    void evicts(Eviction eviction) {
        evictions.add(eviction);
    }

    /// Lanes in which something is missing.
    List<String> lacking() {
        return shortfalls.byLane().stream()
                .filter(lane -> !lane.items().isEmpty())
                .map(PlacementPlan.LaneShortfall::lane)
                .toList();
    }

    PlacementPlan plan(EmptyingPlan emptying) {
        return new PlacementPlan(
                placed, pending, shortfalls.byLane(), preemptions, evictions, emptying);
    }
}
