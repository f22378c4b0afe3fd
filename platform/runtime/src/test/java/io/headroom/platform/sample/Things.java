package io.headroom.platform.sample;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.platform.bus.InboundEvent;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.inbox.Inbox;
import io.headroom.platform.outbox.Outbox;

/// Says things and hears them.
@Singleton
public class Things {

    public final AtomicInteger deeds = new AtomicInteger();
    public final AtomicBoolean poisonIsCured = new AtomicBoolean();
    public final ConcurrentHashMap<String, Long> heardAt = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Boolean> failed = new ConcurrentHashMap<>();

    @Inject Transactions transactions;
    @Inject Outbox outbox;
    @Inject Inbox inbox;

    public Uni<Void> say(List<ThingSaid> things) {
        return transactions.asService(session -> outbox.add(session, things));
    }

    /// The same, handed to the relay.
    public Uni<Void> answer(List<ThingSaid> things) {
        return transactions.asService(session -> outbox.answer(session, things));
    }

    public Uni<Void> does(String key) {
        return transactions.asService(session -> outbox.add(session, new ThingDone(key, 1)));
    }

    @Incoming("things")
    Uni<Void> hear(List<InboundEvent> events) {
        return inbox.once(
                events,
                (session, fresh) -> {
                    Uni<Void> all = Uni.createFrom().voidItem();
                    for (InboundEvent event : fresh) {
                        all = all.chain(() -> note(session, event, event.as(ThingSaid.class)));
                    }
                    return all;
                });
    }

    private Uni<Void> note(Mutiny.Session session, InboundEvent event, ThingSaid thing) {
        if (thing.mood() == ThingSaid.Mood.POISON && !poisonIsCured.get()) {
            return Uni.createFrom()
                    .failure(new IllegalStateException("cannot stand " + thing.key()));
        }
        if (thing.mood() == ThingSaid.Mood.FAILS_ONCE && failed.put(thing.key(), true) == null) {
            return Uni.createFrom().failure(new IllegalStateException("not the first time"));
        }
        heardAt.put(thing.key(), System.nanoTime());
        return session.createNativeQuery(
                        "insert into placement.heard (event_id, key, version) values (cast(:id as uuid), :key, :version)")
                .setParameter("id", event.id().toString())
                .setParameter("key", thing.key())
                .setParameter("version", thing.version())
                .executeUpdate()
                .replaceWithVoid();
    }

    @Incoming("deeds")
    Uni<Void> deed(InboundEvent event) {
        return inbox.once(event, _ -> Uni.createFrom().voidItem().invoke(deeds::incrementAndGet));
    }
}
