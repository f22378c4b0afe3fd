package io.headroom.placement.binding;

import java.util.Set;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.placement.PlacementPlan;
import io.headroom.engine.placement.preemption.Preemption;
import io.headroom.engine.placement.preemption.Preemption.Victim;

/// Counts workloads that are moved: decided, carried out, called off, and the GPU-hours of work that is lost by it.
@Singleton
final class MovesMeter {

    private static final double THOUSANDTHS = 1000;

    private final Counter decided;
    private final Counter carriedOut;
    private final Counter calledOff;
    private final Counter lost;

    @Inject
    MovesMeter(MeterRegistry meters) {
        decided = meters.counter("headroom.moves.decided");
        carriedOut = meters.counter("headroom.moves.carried.out");
        calledOff = meters.counter("headroom.moves.called.off");
        lost = meters.counter("headroom.moves.lost.gpu.hours");
    }

    void count(Notices notices, PlacementPlan plan) {
        decided.increment(notices.moves());
        calledOff.increment(notices.sparedMoves());
        Set<WorkloadId> moved = Notices.moved(plan);
        plan.evictions().stream()
                .filter(eviction -> moved.contains(eviction.victim()))
                .forEach(_ -> carriedOut.increment());
        for (Preemption preemption : plan.preemptions()) {
            if (preemption.movesOthers()) {
                preemption.victims().stream()
                        .filter(victim -> leaves(plan, victim))
                        .forEach(victim -> lost.increment(victim.lost() / THOUSANDTHS));
            }
        }
    }

    private static boolean leaves(PlacementPlan plan, Victim victim) {
        return plan.evictions().stream()
                .anyMatch(
                        eviction ->
                                eviction.victim().equals(victim.workload())
                                        && eviction.attempt() == victim.attempt());
    }
}
