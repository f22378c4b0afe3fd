package io.headroom.testkit.rules.sample.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/// Breaks, a method each: nothing varies.
final class Varies {

    private Varies() {}

    static Object setOf() {
        return Set.of("a", "b");
    }

    static Object mapOf() {
        return Map.of("a", 1);
    }

    static Object mapCopyOf(Map<String, String> given) {
        return Map.copyOf(given);
    }

    static Object randomId() {
        return UUID.randomUUID();
    }

    static long nanoTime() {
        return System.nanoTime();
    }

    static int unseeded() {
        return new Random().nextInt();
    }

    static long inParallel(List<String> list) {
        return list.parallelStream().count();
    }

    static Instant now() {
        return Instant.now();
    }
}
