package io.headroom.replay.fleet.node;

import java.time.Duration;
import java.time.Instant;

/// How often a node went again within an hour of being asked for.
final class Turnarounds {

    private static final Duration SOON = Duration.ofHours(1);

    private Instant askedAt;
    private int wakes;
    private int oscillations;
    private int rests;

    Turnarounds(Instant boughtAt) {
        this.askedAt = boughtAt;
    }

    /// When it was asked for last: bought, or woken.
    Instant askedAt() {
        return askedAt;
    }

    void woken(Instant now) {
        askedAt = now;
        wakes++;
    }

    /// Nothing needs it: it goes, and is off at an instant.
    void ended(Instant off) {
        oscillations += isSoon(off) ? 1 : 0;
    }

    /// Nothing needs it now: it is stopped, and is off at an instant.
    void rested(Instant off) {
        rests += isSoon(off) ? 1 : 0;
    }

    private boolean isSoon(Instant off) {
        return Duration.between(askedAt, off).compareTo(SOON) <= 0;
    }

    int wakes() {
        return wakes;
    }

    int oscillations() {
        return oscillations;
    }

    int rests() {
        return rests;
    }
}
