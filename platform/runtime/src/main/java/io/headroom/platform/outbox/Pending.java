package io.headroom.platform.outbox;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

import io.vertx.mutiny.sqlclient.Row;
import org.jspecify.annotations.Nullable;

/// An event that waits to be published.
record Pending(
        UUID id,
        String context,
        String subject,
        String key,
        String type,
        String payload,
        @Nullable String traceparent,
        OffsetDateTime occurredAt,
        int attempts) {

    static Pending of(Row row) {
        return new Pending(
                row.getUUID("id"),
                row.getString("context"),
                row.getString("subject"),
                row.getString("key"),
                row.getString("type"),
                row.getString("payload"),
                row.getString("traceparent"),
                row.getOffsetDateTime("occurred_at").withOffsetSameInstant(ZoneOffset.UTC),
                row.getInteger("attempts"));
    }

    /// One that was just committed here.
    static Pending of(OutboxRow row) {
        return new Pending(
                row.id(),
                row.context(),
                row.subject(),
                row.key(),
                row.type(),
                row.payload(),
                row.traceparent(),
                row.occurredAt().atOffset(ZoneOffset.UTC),
                0);
    }

    /// What JetStream drops duplicates by. An event that was lost is sent under another one, else a server that remembers
    /// the id and not the message would drop it.
    String messageId() {
        return attempts == 0 ? id.toString() : id + ".r" + attempts;
    }
}
