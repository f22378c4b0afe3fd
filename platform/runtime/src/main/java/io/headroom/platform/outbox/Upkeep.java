package io.headroom.platform.outbox;

import java.time.Duration;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

import io.headroom.platform.bus.BusConnection;
import io.headroom.platform.bus.Streams;
import io.headroom.platform.leader.Leadership;

/// Compares what was sent a minute ago and longer with what was done, and forgets what is old, on the service's leader. It reads thousands
/// of rows, a few at a time, and has nothing to do with what is being sent: the relay does not wait for it.
@Singleton
final class Upkeep {

    private static final Logger LOG = Logger.getLogger(Upkeep.class);
    private static final Duration COMPARE_EVERY = Duration.ofSeconds(5);

    /// While there is more to compare: 2,500 events a second.
    private static final Duration COMPARE_MORE = Duration.ofMillis(200);

    private static final Duration FORGET_EVERY = Duration.ofMinutes(10);

    private final OutboxTable table;
    private final LossCheck losses;
    private final Leadership leadership;
    private final BusConnection bus;
    private final Thread thread = Thread.ofVirtual().name("outbox-upkeep").unstarted(this::run);
    private volatile boolean stopped;
    private long lastForget = System.nanoTime();

    @Inject
    Upkeep(OutboxTable table, LossCheck losses, Leadership leadership, BusConnection bus) {
        this.table = table;
        this.losses = losses;
        this.leadership = leadership;
        this.bus = bus;
    }

    void start(@Observes StartupEvent event) {
        if (table.exists()) {
            thread.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        thread.interrupt();
    }

    private void run() {
        boolean hasMore = false;
        while (!stopped) {
            try {
                Thread.sleep(hasMore ? COMPARE_MORE : COMPARE_EVERY);
                hasMore = leadership.isLeader() && turn();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                hasMore = false;
                LOG.warnf("what was sent is compared later: %s", e.getMessage());
            }
        }
    }

    private boolean turn() {
        boolean hasMore = bus.isUp() && losses.compareInboxes();
        if (System.nanoTime() - lastForget > FORGET_EVERY.toNanos()) {
            lastForget = System.nanoTime();
            table.forget(Streams.AGE.plusDays(1), Streams.AGE.plusDays(2));
        }
        return hasMore;
    }
}
