package io.headroom.engine.placement.eta;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Waiting;

/// How long all takes while [StartTimes] goes forward in time: as long as it is thought to, or as long as nine of ten such do. That is what a
/// workload says of itself, else what is left of its time as many times as the doubt says.
record Pace(Instant now, double doubt) {

    static Pace likely(Instant now) {
        return new Pace(now, 1);
    }

    private boolean isLikely() {
        return doubt == 1;
    }

    /// When a node that is thought to be ready by then is.
    Instant ready(Instant at) {
        Duration left = Duration.between(now, at);
        return left.isNegative() ? at : now.plusMillis((long) (left.toMillis() * doubt));
    }

    /// As one that ends when it does at this pace.
    Hold of(Hold hold) {
        Instant likely = hold.likelyEnd(now);
        if (likely == null) {
            return hold;
        }
        Instant atMost = hold.atMost();
        if (atMost == null) {
            return hold.ending(ready(likely), null);
        }
        Instant end = isLikely() ? likely : atMost;
        return hold.ending(end, atMost.isBefore(end) ? end : atMost);
    }

    /// How long one runs that has not begun.
    @Nullable Duration run(Waiting one) {
        Duration likely = one.expected();
        Duration atMost = one.atMost();
        if (likely == null || (atMost != null && !isLikely())) {
            return atMost;
        }
        return Duration.ofMillis((long) (likely.toMillis() * (atMost == null ? doubt : 1)));
    }
}
