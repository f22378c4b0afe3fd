package io.headroom.replay.fleet;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// How long the like of a job has run so far: what can be known of one before it ends.
final class Durations {

    /// Fewer have ended: nothing is known.
    private static final int FEWEST = 5;

    /// The weight of the newest, once many are known: a mean over about the last hundred.
    private static final double NEWEST = 0.01;

    private static final class Mean {
        private double seconds;
        private int count;
    }

    private final Map<WaitingRoom.Kind, Mean> means = new LinkedHashMap<>();

    void ended(WaitingRoom.Kind kind, Duration ran) {
        Mean mean = means.computeIfAbsent(kind, _ -> new Mean());
        mean.count++;
        double weight = Math.max(NEWEST, 1.0 / mean.count);
        mean.seconds += weight * (ran.toMillis() / 1000.0 - mean.seconds);
    }

    @Nullable Duration expected(WaitingRoom.Kind kind) {
        Mean mean = means.get(kind);
        return mean == null || mean.count < FEWEST
                ? null
                : Duration.ofMillis(Math.max(1, (long) (mean.seconds * 1000)));
    }
}
