package io.headroom.testkit.harness;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Waits for a condition, with a bound; says what was not so when the bound is reached.
public final class Eventually {

    private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(20);

    private Eventually() {}

    /// Waits until the condition holds.
    public static void eventually(String what, Duration within, Callable<Boolean> condition) {
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
            LockSupport.parkNanos(LOOK_EVERY);
        } while (System.nanoTime() < end);
        throw new AssertionError("not within " + within + ": " + what);
    }
}
