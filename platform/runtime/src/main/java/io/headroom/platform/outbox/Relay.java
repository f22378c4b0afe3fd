package io.headroom.platform.outbox;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

import io.headroom.platform.bus.BusConnection;
import io.headroom.platform.bus.Streams;
import io.headroom.platform.leader.Leadership;

/// Publishes what the outbox holds, on the service's leader: at once after a commit here, within a second after one elsewhere.
@Singleton
public final class Relay {

    private static final Logger LOG = Logger.getLogger(Relay.class);

    /// The fallback for commits of other processes. Half doubles an idle service's queries, twice its worst latency.
    private static final Duration POLL = Duration.ofSeconds(1);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(250);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final Duration FORGET_EVERY = Duration.ofMinutes(10);
    private static final int BATCH = 512;

    private final OutboxTable table;
    private final Publisher publisher;
    private final LossCheck losses;
    private final Leadership leadership;
    private final MeterRegistry meters;
    private final BusConnection bus;
    private final Semaphore wakes = new Semaphore(0);
    private final Thread thread = Thread.ofVirtual().name("relay").unstarted(this::run);

    /// What reads thousands of rows, and keeps nobody waiting for it.
    private final Thread keeper = Thread.ofVirtual().name("relay-keeper").unstarted(this::keep);

    private volatile boolean stopped;
    private long lastLook = System.nanoTime();

    @Inject
    Relay(
            OutboxTable table,
            Publisher publisher,
            LossCheck losses,
            Leadership leadership,
            MeterRegistry meters,
            BusConnection bus) {
        this.table = table;
        this.publisher = publisher;
        this.losses = losses;
        this.leadership = leadership;
        this.meters = meters;
        this.bus = bus;
    }

    /// There is something to publish.
    public void wake() {
        if (wakes.availablePermits() == 0) {
            wakes.release();
        }
    }

    void start(@Observes StartupEvent event) {
        if (table.exists()) {
            bus.onDisconnected(losses::forget);
            bus.onConnected(this::wake);
            thread.start();
            keeper.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        thread.interrupt();
        keeper.interrupt();
    }

    private void run() {
        while (!stopped) {
            try {
                boolean _ = wakes.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
                wakes.drainPermits();
                if (leadership.isLeader() && bus.isUp()) {
                    turn();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                rest(e);
            }
        }
    }

    private void rest(RuntimeException failure) {
        if (stopped) {
            return;
        }
        LOG.warnf("the relay tries again: %s", failure.getMessage());
        losses.forget();
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE);
            wake();
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    private void turn() {
        int published;
        do {
            published = publish();
        } while (published == BATCH && !stopped);
        if (isDue(lastLook, LOOK_EVERY)) {
            lastLook = System.nanoTime();
            losses.look();
        }
    }

    /// Compares what was sent a minute ago and longer with what was done, and forgets what is old: neither has to do with what is
    /// being sent.
    private void keep() {
        long lastForget = System.nanoTime();
        while (!stopped) {
            try {
                Thread.sleep(LOOK_EVERY);
                if (!leadership.isLeader()) {
                    continue;
                }
                if (bus.isUp()) {
                    losses.compareInboxes();
                }
                if (isDue(lastForget, FORGET_EVERY)) {
                    lastForget = System.nanoTime();
                    table.forget(Streams.AGE.plusDays(1), Streams.AGE.plusDays(2));
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warnf("what was sent is compared later: %s", e.getMessage());
            }
        }
    }

    private static boolean isDue(long last, Duration every) {
        return System.nanoTime() - last > every.toNanos();
    }

    private int publish() {
        List<Pending> batch = table.unsent(BATCH);
        if (batch.isEmpty()) {
            return 0;
        }
        // Before anything is said after a reconnect, what the stream lost is found: new messages
        // would hide a lost tail.
        batch.stream().map(Pending::context).distinct().forEach(losses::stream);
        List<Sent> sent = publisher.publish(batch);
        Map<String, List<Sent>> byContext =
                sent.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Sent::context, LinkedHashMap::new, Collectors.toList()));
        byContext.forEach(this::mark);
        meters.counter("headroom.outbox.published").increment(sent.size());
        if (sent.size() < batch.size()) {
            throw new io.headroom.platform.bus.BusAway(
                    (batch.size() - sent.size())
                            + " of "
                            + batch.size()
                            + " events were not acknowledged");
        }
        return batch.size();
    }

    private void mark(String context, List<Sent> sent) {
        LossCheck.StreamNow stream = losses.stream(context);
        List<Long> stored =
                sent.stream()
                        .filter(s -> s.fresh() == Sent.Fresh.STORED)
                        .map(Sent::streamSeq)
                        .sorted()
                        .toList();
        if (!stored.isEmpty()) {
            stream = losses.acknowledged(context, stored.getFirst(), stored.getLast());
        }
        table.markSent(Streams.nameOf(context), stream.created(), sent);
    }
}
