package io.headroom.engine.scaling.fact;

import java.time.Duration;

/// How nodes are given back on which work still runs: placement is asked to move it.
///
/// @param on whether that is done at all
/// @param atOnce nodes of a lane that may be asked for at a time
/// @param factor how many times the saving has to be of what moving loses
/// @param within for how long a node is thought to be kept otherwise, at most
/// @param askAgainAfter how long a node is left alone that placement did not let go
public record Consolidation(
        boolean on, int atOnce, double factor, Duration within, Duration askAgainAfter) {

    public static final Consolidation OFF =
            new Consolidation(false, 0, 1, Duration.ZERO, Duration.ZERO);

    public static final Consolidation USUAL =
            new Consolidation(true, 2, 1.5, Duration.ofHours(1), Duration.ofMinutes(10));

    public Consolidation {
        if (atOnce < 0 || factor < 1 || within.isNegative() || askAgainAfter.isNegative()) {
            throw new IllegalArgumentException(
                    "consolidation of " + atOnce + " nodes at once, by a factor of " + factor);
        }
    }
}
