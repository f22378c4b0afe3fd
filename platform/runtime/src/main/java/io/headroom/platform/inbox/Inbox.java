package io.headroom.platform.inbox;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.platform.bus.InboundEvent;
import io.headroom.platform.database.Pipelined;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.service.ThisService;
import io.headroom.platform.telemetry.Trace;

/// Delivered twice, done once: the id of an event is noted in the transaction that does what the event calls for.
@Singleton
public final class Inbox {

    /// A dead letter that is tried again may run once more.
    private static final String NOTE =
            """
            insert into bus.inbox (service, event_id)
            select cast(:service as text), cast(id as uuid) from unnest(string_to_array(:ids, ',')) as t(id)
            on conflict (service, event_id) do update set outcome = 'done', at = now() where inbox.outcome = 'dead'
            returning cast(event_id as text)
            """;

    private final Transactions transactions;
    private final ThisService self;

    @Inject
    Inbox(Transactions transactions, ThisService self) {
        this.transactions = transactions;
        this.self = self;
    }

    /// Does what the event calls for, in one transaction that sees every tenant, unless it was done before.
    public Uni<Void> once(InboundEvent event, Function<Mutiny.Session, Uni<Void>> effects) {
        return once(List.of(event), (session, _) -> effects.apply(session));
    }

    /// Does what those of the events call for that were not done before, in one transaction, in the order given.
    public Uni<Void> once(
            List<InboundEvent> events,
            BiFunction<Mutiny.Session, List<InboundEvent>, Uni<Void>> effects) {
        return once(
                events,
                _ -> Uni.createFrom().voidItem(),
                (session, _, fresh) -> effects.apply(session, fresh));
    }

    /// Likewise, with a look that is sent along with the note, and waited for only if something is to be done.
    ///
    /// @param look sends its statement at once ([io.headroom.platform.database.Pipelined])
    public <T> Uni<Void> once(
            List<InboundEvent> events, Function<Mutiny.Session, Uni<T>> look, Effects<T> effects) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        events.getFirst().traceparent().ifPresent(Trace::set);
        return transactions.asService(
                session -> {
                    Uni<List<InboundEvent>> noted = note(session, events);
                    Uni<T> looked = look.apply(session);
                    return noted.chain(
                            fresh ->
                                    fresh.isEmpty()
                                            ? looked.replaceWithVoid()
                                            : looked.chain(
                                                    found -> effects.of(session, found, fresh)));
                });
    }

    /// What is to be done with events that were not done before.
    ///
    /// @param <T> what the look found
    @FunctionalInterface
    public interface Effects<T> {
        Uni<Void> of(Mutiny.Session session, T found, List<InboundEvent> fresh);
    }

    private Uni<List<InboundEvent>> note(Mutiny.Session session, List<InboundEvent> events) {
        String ids =
                events.stream()
                        .map(event -> event.id().toString())
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(","));
        return Pipelined.texts(session, NOTE, Map.of("service", self.name(), "ids", ids))
                .map(noted -> fresh(events, noted));
    }

    private static List<InboundEvent> fresh(List<InboundEvent> events, List<String> noted) {
        Set<UUID> left =
                noted.stream().map(UUID::fromString).collect(Collectors.toCollection(HashSet::new));
        return events.stream().filter(event -> left.remove(event.id().value())).toList();
    }
}
