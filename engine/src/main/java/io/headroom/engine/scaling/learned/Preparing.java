package io.headroom.engine.scaling.learned;

import java.time.Duration;

/// How long a replica fetches and loads on a node that is up before it serves, on average of what was seen.
///
/// @param first by the first since the node came up; @param again by others: what they need may be there
public record Preparing(Duration first, Duration again) {

    /// Nothing was seen, or there is nothing to fetch and load.
    public static final Preparing NONE = new Preparing(Duration.ZERO, Duration.ZERO);

    public Preparing {
        if (first.isNegative() || again.isNegative()) {
            throw new IllegalArgumentException("nothing is prepared in less than no time");
        }
    }

    /// What a node that has prepared a replica spares the next one.
    public Duration spared() {
        return again.compareTo(first) < 0 ? first.minus(again) : Duration.ZERO;
    }

    /// For people, behind the time at which a node is ready. However early it is bought, its first replica fetches and loads once it is there.
    public String later() {
        return first.isZero() ? "" : ", and its first replica serves " + first + " later";
    }
}
