package io.headroom.platform.leader;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/// Whether this process leads its service in its cell, and since which epoch.
@Singleton
public final class Leadership {

    private static final Logger LOG = Logger.getLogger(Leadership.class);

    /// Asked for this much after the other's lease ends, so that it surely has.
    private static final Duration AFTER_ITS_END = Duration.ofMillis(20);

    /// Before anything that waits for leadership begins.
    private static final int EARLY = 10;

    private final LeaderLease lease;
    private final LeaderSettings settings;
    private final List<Consumer<Epoch>> gained = new CopyOnWriteArrayList<>();
    private final List<Consumer<Epoch>> lost = new CopyOnWriteArrayList<>();
    private final Thread thread = Thread.ofVirtual().name("leadership").unstarted(this::run);
    private volatile Optional<Held> held = Optional.empty();
    private volatile boolean stopped;

    @Inject
    Leadership(LeaderLease lease, LeaderSettings settings, MeterRegistry meters) {
        this.lease = lease;
        this.settings = settings;
        meters.gauge("headroom.leader", this, l -> l.isLeader() ? 1 : 0);
    }

    /// The epoch and the moment (monotonic) up to which it surely is ours: counted from before the database was asked.
    private record Held(Epoch epoch, long untilNanos) {
        boolean isOver() {
            return untilNanos - System.nanoTime() <= 0;
        }
    }

    /// The epoch in which this process leads now.
    public Optional<Epoch> current() {
        return held.filter(h -> !h.isOver()).map(Held::epoch);
    }

    public boolean isLeader() {
        return current().isPresent();
    }

    /// How much longer it surely leads; calls to a provider start only with more than 5 s left.
    public Duration remaining() {
        return held.map(h -> Duration.ofNanos(Math.max(0, h.untilNanos() - System.nanoTime())))
                .orElse(Duration.ZERO);
    }

    /// Does it whenever this process begins to lead (at once if it leads), on a virtual thread.
    public void onGained(Consumer<Epoch> work) {
        gained.add(work);
        current().ifPresent(epoch -> Thread.startVirtualThread(() -> work.accept(epoch)));
    }

    /// Does it whenever this process leads no longer.
    public void onLost(Consumer<Epoch> work) {
        lost.add(work);
    }

    void start(@Observes @Priority(EARLY) StartupEvent event) {
        if (lease.exists()) {
            thread.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        thread.interrupt();
        if (isLeader()) {
            try {
                lease.giveBack();
            } catch (RuntimeException e) {
                LOG.debugf("leadership was not given back: %s", e.getMessage());
            }
        }
        held = Optional.empty();
    }

    private void run() {
        while (!stopped) {
            try {
                renew();
                Thread.sleep(untilNext());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void renew() {
        Optional<Held> before = held;
        long asked = System.nanoTime();
        try {
            Optional<Epoch> now = lease.take();
            held = now.map(epoch -> new Held(epoch, asked + settings.lease().toNanos()));
        } catch (RuntimeException e) {
            LOG.warnf("leadership could not be renewed: %s", e.getMessage());
            if (before.map(Held::isOver).orElse(true)) {
                held = Optional.empty();
            }
        }
        tell(before.map(Held::epoch), held.map(Held::epoch));
    }

    /// Whoever stands by asks again the moment the leader's lease ends if it is not renewed before.
    private Duration untilNext() {
        if (held.isPresent()) {
            return settings.renewEvery();
        }
        try {
            Duration ends = lease.left().plus(AFTER_ITS_END);
            Duration least = ends.isNegative() ? AFTER_ITS_END : ends;
            return least.compareTo(settings.renewEvery()) < 0 ? least : settings.renewEvery();
        } catch (RuntimeException e) {
            LOG.debugf("nobody says when the leader's lease ends: %s", e.getMessage());
            return settings.renewEvery();
        }
    }

    private void tell(Optional<Epoch> before, Optional<Epoch> now) {
        if (before.equals(now)) {
            return;
        }
        before.ifPresent(epoch -> LOG.warnf("epoch %d is over", epoch.number()));
        before.ifPresent(epoch -> each(lost, epoch));
        now.ifPresent(epoch -> LOG.infof("leads %s in epoch %d", lease.name(), epoch.number()));
        now.ifPresent(epoch -> each(gained, epoch));
    }

    private static void each(List<Consumer<Epoch>> works, Epoch epoch) {
        works.forEach(work -> Thread.startVirtualThread(() -> work.accept(epoch)));
    }
}
