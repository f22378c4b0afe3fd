package io.headroom.placement.deadline;

import java.util.Collection;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.contracts.json.DashedEnums;
import io.headroom.engine.placement.eta.DeadlineOutlook;

/// How many deadlines were met and how many missed, of work that is over: `headroom_deadlines_total`.
@Singleton
public final class DeadlineCount {

    private final MeterRegistry meters;

    @Inject
    DeadlineCount(MeterRegistry meters) {
        this.meters = meters;
        List.of(DeadlineOutlook.MET, DeadlineOutlook.MISSED).forEach(outcome -> add(outcome, 0));
    }

    public void add(Collection<DeadlineOutlook> outcomes) {
        outcomes.forEach(outcome -> add(outcome, 1));
    }

    private void add(DeadlineOutlook outcome, int count) {
        meters.counter("headroom.deadlines", "outcome", DashedEnums.nameOf(outcome))
                .increment(count);
    }
}
