package io.headroom.testkit.harness;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/// Waits for a condition, with a bound; says what was not so when the bound is reached.
public final class Eventually {

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private Eventually() {}

    /// Waits until the condition holds.
    public static void eventually(String what, Duration within, Callable<Boolean> condition) {
        eventually(what, within, LOOK_EVERY, condition);
    }

    /// Waits until the condition holds, where looking costs those who are looked at something.
    public static void eventually(
            String what, Duration within, Duration lookEvery, Callable<Boolean> condition) {
        long end = System.nanoTime() + within.toNanos();
        do {
            try {
                if (condition.call()) {
                    return;
                }
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(what, e);
            }
            LockSupport.parkNanos(lookEvery.toNanos());
        } while (System.nanoTime() < end);
        throw new AssertionError("not within " + within + ": " + what);
    }
}
