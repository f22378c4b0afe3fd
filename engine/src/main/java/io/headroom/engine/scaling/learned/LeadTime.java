package io.headroom.engine.scaling.learned;

import java.time.Duration;
import java.util.List;

/// How long it takes from the decision to a ready node, with its doubt.
///
/// @param likely lead times that are equally likely, shortest first; at least one
public record LeadTime(List<Duration> likely) {

    /// The chances of being ready within each of them: the middles of fifths. Three would know no tail, ten tell little more of fifty
    /// observations.
    public static final List<Double> LEVELS = List.of(0.1, 0.3, 0.5, 0.7, 0.9);

    public LeadTime {
        likely = List.copyOf(likely);
        if (likely.isEmpty()) {
            throw new IllegalArgumentException("a lead time has at least one value");
        }
    }

    /// One that nobody doubts.
    public static LeadTime sure(Duration lead) {
        return new LeadTime(List.of(lead));
    }

    public Duration mean() {
        return Duration.ofMillis(
                (long) likely.stream().mapToLong(Duration::toMillis).average().orElseThrow());
    }

    public Duration median() {
        return likely.get(likely.size() / 2);
    }

    /// What nine in ten are quicker than.
    public Duration slow() {
        return likely.getLast();
    }
}
