package io.headroom.engine.budget.period;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Any stretch of a length: the amount may be spent once in each. Windows begin every slot, a twelfth of the length, and are
/// a slot longer than it, so that every stretch lies within one of them.
///
/// Twelve slots judge by up to a twelfth more time than was asked for; twice as many would halve that, and double the
/// accounts that each lease is paid from.
public record RollingPeriod(Duration slot) implements BudgetPeriod {

    static final int SLOTS = 12;

    static RollingPeriod of(Duration length) {
        // Whole seconds, rounded up: a database keeps no part of a microsecond.
        return new RollingPeriod(Duration.ofSeconds((length.toSeconds() + SLOTS - 1) / SLOTS));
    }

    @Override
    public List<Span> at(Instant instant) {
        Instant begin = slotOf(instant);
        List<Span> windows = new ArrayList<>();
        for (int back = SLOTS; back >= 0; back--) {
            Instant from = begin.minus(slot.multipliedBy(back));
            windows.add(new Span(from, from.plus(slot.multipliedBy(SLOTS + 1L))));
        }
        return windows;
    }

    @Override
    public Instant boundaryAfter(Instant instant) {
        return slotOf(instant).plus(slot);
    }

    private Instant slotOf(Instant instant) {
        long seconds = instant.getEpochSecond();
        return Instant.ofEpochSecond(seconds - Math.floorMod(seconds, slot.toSeconds()));
    }
}
