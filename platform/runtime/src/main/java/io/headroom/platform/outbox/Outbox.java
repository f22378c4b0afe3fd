package io.headroom.platform.outbox;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.Subject;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.platform.database.Commits;
import io.headroom.platform.service.ThisService;
import io.headroom.platform.telemetry.Trace;

/// The one way to say something: in the transaction that makes it true. The relay publishes it right after the commit.
@Singleton
public final class Outbox {

    /// One statement for all of them, numbered in their order. A payload comes as `json`, which PostgreSQL keeps to the letter.
    private static final String INSERT =
            """
            insert into bus.outbox
                (id, context, event, subject, key, type, version, payload, traceparent, occurred_at)
            select id, context, event, subject, key, type, version, cast(payload as text), traceparent, occurred_at
            from json_to_recordset(cast(cast(:rows as text) as json)) as r(id uuid, context text, event text,
                subject text, key text, type text, version bigint, payload json, traceparent text,
                occurred_at timestamptz)
            """;

    private final ThisService self;
    private final InstantSource clock;
    private final Commits commits;
    private final Doorbell doorbell;

    @Inject
    Outbox(ThisService self, InstantSource clock, Commits commits, Doorbell doorbell) {
        this.self = self;
        this.clock = clock;
        this.commits = commits;
        this.doorbell = doorbell;
    }

    public Uni<Void> add(Mutiny.Session session, Event... events) {
        return add(session, List.of(events));
    }

    public Uni<Void> add(Mutiny.Session session, Collection<? extends Event> events) {
        String trace = Trace.currentOrNew();
        return addTraced(session, events.stream().map(e -> new Traced(e, trace)).toList());
    }

    /// What is said, and the trace that it belongs to.
    public record Traced(Event event, String trace) {}

    /// Says events that belong to several traces: each with its own.
    public Uni<Void> addTraced(Mutiny.Session session, List<Traced> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        commits.after(session, doorbell::ring);
        return commits.before(
                session, INSERT, events.stream().map(e -> row(e.event(), e.trace())).toList());
    }

    /// Says answers to what was asked: of the subject of each, nobody says anything but transactions of this caller, which come one after the
    /// other. So they need not be read again to be published in their order: they go out right after the commit.
    public Uni<Void> answer(Mutiny.Session session, List<? extends Event> answers) {
        if (answers.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        String trace = Trace.currentOrNew();
        List<OutboxRow> rows = answers.stream().map(e -> row(e, trace)).toList();
        commits.after(session, () -> doorbell.hand(rows.stream().map(Pending::of).toList()));
        return commits.before(session, INSERT, rows);
    }

    private OutboxRow row(Event event, String trace) {
        return OutboxRow.of(
                Subject.of(self.cell(), event),
                event.key(),
                event.version(),
                write(event),
                trace,
                clock.instant());
    }

    private static String write(Event event) {
        try {
            return HeadroomJson.mapper().writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event that cannot be written: " + event, e);
        }
    }
}
