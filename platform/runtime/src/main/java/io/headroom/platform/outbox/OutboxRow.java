package io.headroom.platform.outbox;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;

import io.headroom.contracts.envelope.Subject;

/// An event on its way out. The database numbers it; everything about its sending is the relay's.
///
/// @param payload the event as JSON, kept to the letter
record OutboxRow(
        UUID id,
        String context,
        String event,
        String subject,
        String key,
        String type,
        long version,
        @JsonRawValue String payload,
        String traceparent,
        @JsonProperty("occurred_at") Instant occurredAt) {

    static OutboxRow of(
            Subject subject, String key, long version, String payload, String trace, Instant now) {
        return new OutboxRow(
                UUID.randomUUID(),
                subject.type().context(),
                subject.type().name(),
                subject.toString(),
                key,
                subject.type().cloudEventType(),
                version,
                payload,
                trace,
                now);
    }
}
