package io.headroom.platform.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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

/// Publishes what the outbox holds, on the service's leader: at once after a commit here, within a second after one elsewhere. Answers that
/// were committed here are handed to it, and it need not look for them.
@Singleton
public final class Relay {

    private static final Logger LOG = Logger.getLogger(Relay.class);

    /// The fallback for commits of other processes. Half doubles an idle service's queries, twice its worst latency.
    private static final Duration POLL = Duration.ofSeconds(1);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(250);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final int BATCH = 512;

    /// Beyond that it is no haste any more, and a look reads what there is piece by piece.
    private static final int MOST_HANDED = 4096;

    private final OutboxTable table;
    private final Publisher publisher;
    private final LossCheck losses;
    private final Leadership leadership;
    private final MeterRegistry meters;
    private final BusConnection bus;
    private final Semaphore wakes = new Semaphore(0);
    private final Queue<Pending> handed = new ConcurrentLinkedQueue<>();
    private final Marks marks;
    private volatile boolean looks = true;
    private final Thread thread = Thread.ofVirtual().name("relay").unstarted(this::run);
    private volatile boolean stopped;
    private long lastPoll = System.nanoTime();
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
        this.marks = new Marks(table);
    }

    /// There is something to publish: it looks what.
    public void wake() {
        looks = true;
        ring();
    }

    /// These were committed, and are to be published in this order. Where they are lost, the next look finds them.
    void hand(List<Pending> said) {
        if (handed.size() > MOST_HANDED) {
            wake();
            return;
        }
        handed.addAll(said);
        ring();
    }

    private void ring() {
        if (wakes.availablePermits() == 0) {
            wakes.release();
        }
    }

    void start(@Observes StartupEvent event) {
        if (table.exists()) {
            bus.onDisconnected(losses::forget);
            bus.onConnected(this::wake);
            thread.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        thread.interrupt();
    }

    private void run() {
        while (!stopped) {
            try {
                Duration wait = marks.isEmpty() ? POLL : Marks.WITHIN;
                boolean _ = wakes.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS);
                wakes.drainPermits();
                if (leadership.isLeader() && bus.isUp()) {
                    turn();
                }
                if (marks.areDue()) {
                    marks.begin();
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
        if (looks || isDue(lastPoll, POLL)) {
            looks = false;
            lastPoll = System.nanoTime();
            marks.write();
            // They are committed: the look finds them.
            handed.clear();
            int published;
            do {
                published = publish(table.unsent(BATCH));
                marks.write();
            } while (published == BATCH && !stopped);
        } else {
            publish(takeHanded());
        }
        if (isDue(lastLook, LOOK_EVERY)) {
            lastLook = System.nanoTime();
            marks.write();
            losses.look();
        }
    }

    private static boolean isDue(long last, Duration every) {
        return System.nanoTime() - last > every.toNanos();
    }

    private List<Pending> takeHanded() {
        List<Pending> batch = new ArrayList<>();
        for (Pending next = handed.poll(); next != null; next = handed.poll()) {
            batch.add(next);
        }
        return batch;
    }

    private int publish(List<Pending> batch) {
        if (batch.isEmpty()) {
            return 0;
        }
        // Before anything is said after a reconnect, what the stream lost is found: new messages
        // would hide a lost tail.
        batch.stream().map(Pending::context).distinct().forEach(this::compareIfNew);
        List<Sent> sent = publisher.publish(batch);
        Map<String, List<Sent>> byContext =
                sent.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Sent::context, LinkedHashMap::new, Collectors.toList()));
        byContext.forEach(this::note);
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

    private void compareIfNew(String context) {
        if (!losses.knows(context)) {
            marks.write();
        }
        var _ = losses.stream(context);
    }

    private void note(String context, List<Sent> sent) {
        LossCheck.StreamNow stream = losses.stream(context);
        List<Long> stored =
                sent.stream()
                        .filter(s -> s.fresh() == Sent.Fresh.STORED)
                        .map(Sent::streamSeq)
                        .sorted()
                        .toList();
        if (!stored.isEmpty()) {
            if (stored.getFirst() <= stream.highest()) {
                // The stream had lost its tail: among that may be what is not marked yet.
                marks.write();
            }
            stream = losses.acknowledged(context, stored.getFirst(), stored.getLast());
        }
        marks.add(Streams.nameOf(context), stream.created(), sent);
    }
}
