package io.headroom.platform.inbox;

import java.time.Duration;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

import io.headroom.contracts.envelope.EventType;
import io.headroom.platform.bus.DeadLettered;
import io.headroom.platform.bus.Listening;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.service.ThisService;

/// Lets the senders know what this service listens to, and what it gave up.
@Singleton
class InboxNotes {

    private static final Logger LOG = Logger.getLogger(InboxNotes.class);
    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Instance<Pool> pool;
    private final Transactions transactions;
    private final ThisService self;

    @Inject
    InboxNotes(Instance<Pool> pool, Transactions transactions, ThisService self) {
        this.pool = pool;
        this.transactions = transactions;
        this.self = self;
    }

    void listening(@Observes Listening listening) {
        if (pool.isResolvable()) {
            Thread.startVirtualThread(() -> listening.events().forEach(this::registered));
        }
    }

    private void registered(EventType type) {
        while (!register(type)) {
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private boolean register(EventType type) {
        try {
            ListenerRow.Key key = new ListenerRow.Key(self.name(), type.context(), type.name());
            transactions.asService(session -> note(session, key)).await().atMost(WAIT);
            return true;
        } catch (RuntimeException e) {
            LOG.warnf("cannot note yet that %s is listened to: %s", type, e.getMessage());
            return false;
        }
    }

    private static Uni<Void> note(Mutiny.Session session, ListenerRow.Key key) {
        return session.find(ListenerRow.class, key)
                .chain(
                        known ->
                                known == null
                                        ? session.persist(new ListenerRow(key))
                                        : Uni.createFrom().voidItem());
    }

    /// On the thread that buries, which may wait.
    void deadLettered(@Observes DeadLettered letter) {
        if (pool.isResolvable()) {
            execute(
                    "insert into bus.inbox (service, event_id, outcome) values ($1, $2, 'dead') on conflict do nothing",
                    Tuple.of(self.name(), letter.id().value()));
        }
    }

    private void execute(String sql, Tuple arguments) {
        var _ = pool.get().preparedQuery(sql).execute(arguments).await().atMost(WAIT);
    }
}
