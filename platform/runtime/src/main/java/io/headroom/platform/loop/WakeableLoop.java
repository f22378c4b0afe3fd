package io.headroom.platform.loop;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Timer;
import org.jboss.logging.Logger;

import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Leadership;
import io.headroom.platform.telemetry.Trace;

/// A loop that turns when woken: one turn at a time, on the leader alone; what comes meanwhile makes one more turn. It rests for as long
/// as it worked, so that a loop which falls behind does more with each turn instead of taking the machine from what it waits for.
public final class WakeableLoop {

    private static final Logger LOG = Logger.getLogger(WakeableLoop.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final int DOUBLINGS = 6;

    /// The longest rest after a turn. At half of it a busy machine turns twice as often for as much work, at twice of it one waits longer.
    private static final Duration REST = Duration.ofMillis(100);

    private final String name;
    private final Leadership leadership;
    private final LoopBody body;
    private final Pace pace;
    private final Timer turns;
    private final Semaphore wakes = new Semaphore(1);
    private final Thread thread;
    private volatile boolean stopped;
    private int failures;

    /// How often a loop turns, in real time.
    ///
    /// @param atLeastEvery without being woken
    /// @param atMostEvery however often it is woken: what comes meanwhile is done together
    record Pace(Duration atLeastEvery, Duration atMostEvery) {}

    WakeableLoop(String name, Leadership leadership, LoopBody body, Pace pace, Timer turns) {
        this.name = name;
        this.leadership = leadership;
        this.body = body;
        this.pace = pace;
        this.turns = turns;
        this.thread = Thread.ofPlatform().daemon().name("loop-" + name).unstarted(this::run);
    }

    /// There is something new: turn at once, or once more after the turn that runs.
    public void wake() {
        if (wakes.availablePermits() == 0) {
            wakes.release();
        }
    }

    void start() {
        leadership.onGained(_ -> wake());
        thread.start();
    }

    void stop() {
        stopped = true;
        thread.interrupt();
    }

    private void run() {
        long last = System.nanoTime() - pace.atMostEvery().toNanos();
        long worked = 0;
        while (!stopped) {
            try {
                boolean _ = wakes.tryAcquire(pace.atLeastEvery().toMillis(), TimeUnit.MILLISECONDS);
                long between =
                        Math.max(
                                pace.atMostEvery().toNanos(),
                                worked + Math.min(worked, REST.toNanos()));
                rest(last + between - System.nanoTime());
                last = System.nanoTime();
                // Drained before the turn loads its facts: a wake that comes later makes another
                // turn.
                wakes.drainPermits();
                turn(leadership.current());
                worked = System.nanoTime() - last;
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void rest(long nanos) throws InterruptedException {
        if (nanos > 0) {
            TimeUnit.NANOSECONDS.sleep(nanos);
        }
    }

    private void turn(Optional<Epoch> epoch) throws InterruptedException {
        long begun = System.nanoTime();
        try {
            Trace.within(
                    Trace.fresh(),
                    () -> {
                        epoch.ifPresentOrElse(body::turn, body::standBy);
                        return true;
                    });
            failures = 0;
        } catch (RuntimeException e) {
            if (stopped) {
                return;
            }
            failures++;
            Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
            LOG.errorf(e, "loop %s failed %d times in a row, again in %s", name, failures, pause);
            Thread.sleep(pause);
            wake();
        } finally {
            if (epoch.isPresent()) {
                turns.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
            }
        }
    }
}
