package io.headroom.platform.outbox;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.envelope.Subject;

/// An event on its way out. The database numbers it; everything about its sending is the relay's.
@Entity
@Table(schema = "bus", name = "outbox")
class OutboxRow {

    @Id @Nullable UUID id;
    @Nullable String service;
    @Nullable String context;
    @Nullable String event;
    @Nullable String subject;
    @Nullable String key;
    @Nullable String type;
    long version;
    @Nullable String payload;
    @Nullable String traceparent;

    @Column(name = "occurred_at")
    @Nullable Instant occurredAt;

    OutboxRow() {}

    static OutboxRow of(Subject subject, String key, long version, String payload) {
        OutboxRow row = new OutboxRow();
        row.id = UUID.randomUUID();
        row.context = subject.type().context();
        row.event = subject.type().name();
        row.subject = subject.toString();
        row.key = key;
        row.type = subject.type().cloudEventType();
        row.version = version;
        row.payload = payload;
        return row;
    }
}
