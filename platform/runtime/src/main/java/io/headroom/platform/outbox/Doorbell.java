package io.headroom.platform.outbox;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.headroom.platform.database.Connections;
import io.headroom.platform.leader.Leadership;
import io.headroom.platform.service.ThisService;

/// Wakes the relay after a commit: its own at once where this process leads, the leader's by `NOTIFY` where another does. Listens on a connection of its
/// own; what was rung while it was broken is found by the look that follows each reconnect.
@Singleton
final class Doorbell {

    private static final Logger LOG = Logger.getLogger(Doorbell.class);

    /// Pending notifications serialise commits: at most one in this time. Twice of it is felt, half of it rings for nothing.
    private static final Duration AT_MOST_EVERY = Duration.ofMillis(20);

    private static final Duration RECONNECT_AFTER = Duration.ofSeconds(1);

    private final Relay relay;
    private final Leadership leadership;
    private final Connections connections;
    private final Instance<Pool> pool;
    private final Vertx vertx;
    private final MeterRegistry meters;
    private final String channel;
    private final AtomicBoolean due = new AtomicBoolean();
    private @Nullable PgSubscriber subscriber;

    @Inject
    Doorbell(
            Relay relay,
            Leadership leadership,
            Connections connections,
            Instance<Pool> pool,
            Vertx vertx,
            MeterRegistry meters,
            ThisService self) {
        this.relay = relay;
        this.leadership = leadership;
        this.connections = connections;
        this.pool = pool;
        this.vertx = vertx;
        this.meters = meters;
        this.channel = "headroom_outbox_" + self.name();
    }

    void start(@Observes StartupEvent event) {
        connections.server().ifPresent(this::listen);
    }

    void stop(@Observes ShutdownEvent event) {
        if (subscriber != null) {
            subscriber.close();
        }
    }

    /// There is something to publish.
    void ring() {
        if (leadership.isLeader()) {
            relay.wake();
        } else if (due.compareAndSet(false, true)) {
            vertx.setTimer(AT_MOST_EVERY.toMillis(), _ -> notifyLeader());
        }
    }

    /// These are to be published.
    void hand(List<Pending> said) {
        if (leadership.isLeader()) {
            relay.hand(said);
        } else {
            ring();
        }
    }

    private void notifyLeader() {
        due.set(false);
        // Where it is lost, the leader's own look within a second finds what there is.
        pool.get()
                .preparedQuery("select pg_notify($1, '')")
                .execute(Tuple.of(channel))
                .subscribe()
                .with(_ -> {}, failure -> LOG.debugf("nobody was notified: %s", failure));
    }

    private void listen(PgConnectOptions server) {
        PgSubscriber listening = PgSubscriber.subscriber(vertx, server);
        listening.reconnectPolicy(_ -> RECONNECT_AFTER.toMillis());
        listening
                .channel(channel)
                .subscribeHandler(_ -> relay.wake())
                .handler(
                        _ -> {
                            meters.counter("headroom.outbox.rung").increment();
                            relay.wake();
                        });
        subscriber = listening;
        listening
                .connect()
                .onFailure(failure -> LOG.warnf("%s is not listened to: %s", channel, failure));
    }
}
