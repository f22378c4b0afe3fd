package io.headroom.platform.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.headroom.contracts.time.VirtualClock;

/// Does things when virtual time has passed, each on a virtual thread.
@Singleton
public final class VirtualTimer {

    private static final Logger LOG = Logger.getLogger(VirtualTimer.class);

    private final VirtualClock clock;
    private final int hurry;
    private final ScheduledExecutorService ticks =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("virtual-timer").factory());

    /// @param hurry what is done again and again is done so many times as often: for tests, which would wait for it
    @Inject
    VirtualTimer(
            VirtualClock clock,
            @ConfigProperty(name = "headroom.clock.hurry", defaultValue = "1") int hurry) {
        this.clock = clock;
        this.hurry = hurry;
    }

    /// Does it once, so much virtual time from now.
    public Alarm after(Duration virtual, Runnable work) {
        return after(virtual, Duration.ZERO, work);
    }

    /// Does it once, so much virtual time from now, yet not before the real floor has passed.
    public Alarm after(Duration virtual, Duration realFloor, Runnable work) {
        return schedule(real(virtual, realFloor), work);
    }

    /// Does it once, at a virtual instant; at once if that has passed.
    public Alarm at(Instant virtual, Runnable work) {
        return after(Duration.between(clock.instant(), virtual), work);
    }

    /// Does it again and again with so much virtual time between, yet no more often than the real floor.
    public Alarm every(Duration virtual, Duration realFloor, Runnable work) {
        long nanos = Math.max(1_000_000, real(virtual.dividedBy(hurry), realFloor).toNanos());
        return new Alarm(
                ticks.scheduleWithFixedDelay(
                        () -> start(work), nanos, nanos, TimeUnit.NANOSECONDS));
    }

    private Duration real(Duration virtual, Duration realFloor) {
        Duration real = clock.toReal(virtual);
        return real.compareTo(realFloor) < 0 ? realFloor : real;
    }

    private Alarm schedule(Duration real, Runnable work) {
        long nanos = Math.max(0, real.toNanos());
        return new Alarm(ticks.schedule(() -> start(work), nanos, TimeUnit.NANOSECONDS));
    }

    private static void start(Runnable work) {
        Thread.startVirtualThread(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        LOG.error("a timer's work failed", e);
                    }
                });
    }

    @PreDestroy
    void stop() {
        ticks.shutdownNow();
    }

    /// A thing that will be done unless it is called off.
    public static final class Alarm {
        private final ScheduledFuture<?> future;

        private Alarm(ScheduledFuture<?> future) {
            this.future = future;
        }

        public void callOff() {
            future.cancel(false);
        }
    }
}
