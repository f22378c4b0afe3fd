package io.headroom.placement.binding;

import java.util.Locale;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.engine.placement.emptying.Emptying;
import io.headroom.engine.placement.emptying.EmptyingPlan;
import io.headroom.engine.placement.preemption.Preemption.Victim;

/// Counts nodes that were emptied and let go, workloads that were moved for it, what that cost and is thought to save, and why others stay.
@Singleton
final class EmptyingMeter {

    private static final double MILLIONTHS = 1e6;
    private static final double THOUSANDTHS = 1000;

    private final MeterRegistry meters;
    private final Counter nodes;
    private final Counter moves;
    private final Counter saved;
    private final Counter lost;
    private final Counter lostWork;

    @Inject
    EmptyingMeter(MeterRegistry meters) {
        this.meters = meters;
        nodes = meters.counter("headroom.emptying.nodes");
        moves = meters.counter("headroom.emptying.moves");
        saved = meters.counter("headroom.emptying.saved.dollars");
        lost = meters.counter("headroom.emptying.lost.dollars");
        lostWork = meters.counter("headroom.emptying.lost.gpu.hours");
    }

    void count(EmptyingPlan plan) {
        moves.increment(plan.leaves().size());
        for (Emptying done : plan.done()) {
            nodes.increment();
            saved.increment(done.worth().saves().micros() / MILLIONTHS);
            lost.increment(done.worth().loses().micros() / MILLIONTHS);
            for (Victim moved : done.victims()) {
                lostWork.increment(moved.lost() / THOUSANDTHS);
            }
        }
        plan.stays()
                .forEach(
                        stays ->
                                meters.counter(
                                                "headroom.emptying.refused",
                                                "reason",
                                                stays.why()
                                                        .name()
                                                        .toLowerCase(Locale.ROOT)
                                                        .replace('_', '-'))
                                        .increment());
    }
}
