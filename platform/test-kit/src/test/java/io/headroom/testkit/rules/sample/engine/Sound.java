package io.headroom.testkit.rules.sample.engine;

import java.time.Instant;
import java.util.List;
import java.util.Random;

/// Breaks nothing.
record Sound(List<String> ids, Instant now, long seed) {
    int any() {
        return new Random(seed).nextInt();
    }
}
