package io.headroom.engine.forecast.part;

import java.time.Duration;

import io.headroom.engine.forecast.demand.ColdStart;
import io.headroom.engine.forecast.demand.DemandHistory;

/// A part of a series: what one tenant, one class or one shape wants of it.
///
/// @param own what it wanted, up to the end of the whole
/// @param ofClass what that wanted which it is most like, to borrow from while it is young
public record Part(DemandHistory own, DemandHistory ofClass) {
    /// An hour at steps of a minute: less says how much it wants, and nothing of how that changes.
    private static final int FEWEST = 60;

    /// Two days: then it has a day of its own that was seen twice.
    private static final Duration GROWN = Duration.ofDays(2);

    /// Whether it has models of its own; else it gets its share of the whole.
    public boolean isKnown() {
        int known = 0;
        for (int i = 0; i < own.size() && known < FEWEST; i++) {
            known += own.isKnown(i) ? 1 : 0;
        }
        return known >= FEWEST;
    }

    /// What to learn and to forecast from: a young one borrows the past of its class.
    public DemandHistory history() {
        Duration age = own.step().multipliedBy(own.size());
        return age.compareTo(GROWN) < 0 ? ColdStart.completed(own, ofClass) : own;
    }
}
