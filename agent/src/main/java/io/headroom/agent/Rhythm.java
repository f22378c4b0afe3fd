package io.headroom.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Does things at intervals of real time, each never twice at once, on the shared threads.
final class Rhythm {

    private static final System.Logger LOG = System.getLogger("io.headroom.agent");

    private final AgentCommons commons;
    private final List<Future<?>> beats = new ArrayList<>();
    private volatile boolean stopped;

    Rhythm(AgentCommons commons) {
        this.commons = commons;
    }

    /// The first time comes at a random point of the interval, so that hundreds of agents do not all act at once.
    void every(Duration interval, Runnable action) {
        AtomicBoolean busy = new AtomicBoolean();
        long millis = Math.max(1, interval.toMillis());
        beats.add(
                commons.timer()
                        .scheduleAtFixedRate(
                                () -> hand(action, busy),
                                ThreadLocalRandom.current().nextLong(millis),
                                millis,
                                TimeUnit.MILLISECONDS));
    }

    void stop() {
        stopped = true;
        beats.forEach(beat -> beat.cancel(false));
    }

    private void hand(Runnable action, AtomicBoolean busy) {
        if (!stopped && busy.compareAndSet(false, true)) {
            try {
                commons.workers().execute(() -> run(action, busy));
            } catch (RejectedExecutionException e) {
                // The process is ending: there is nothing left to be done at intervals.
                stop();
            }
        }
    }

    private void run(Runnable action, AtomicBoolean busy) {
        try {
            if (!stopped) {
                action.run();
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "failed, tried again at the next interval", e);
        } finally {
            busy.set(false);
        }
    }
}
