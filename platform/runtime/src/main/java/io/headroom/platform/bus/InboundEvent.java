package io.headroom.platform.bus;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import io.nats.client.impl.Headers;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.envelope.CloudEventHeaders;
import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventId;
import io.headroom.contracts.envelope.EventType;
import io.headroom.contracts.json.HeadroomJson;

/// An event as it came in: what it is, and its body for [#as].
public final class InboundEvent {

    private final EventId id;
    private final EventType type;
    private final String key;
    private final Instant time;
    private final Optional<String> traceparent;
    private final byte[] body;

    public InboundEvent(
            EventId id,
            EventType type,
            String key,
            Instant time,
            Optional<String> traceparent,
            byte[] body) {
        this.id = id;
        this.type = type;
        this.key = key;
        this.time = time;
        this.traceparent = traceparent;
        this.body = body;
    }

    /// Reads the headers of a CloudEvent in binary mode.
    static InboundEvent read(@Nullable Headers headers, byte[] body) {
        if (headers == null) {
            throw new UnreadableEvent("it has no headers, so it is no CloudEvent");
        }
        try {
            return new InboundEvent(
                    new EventId(UUID.fromString(header(headers, CloudEventHeaders.ID))),
                    EventType.ofCloudEvent(header(headers, CloudEventHeaders.TYPE)),
                    header(headers, CloudEventHeaders.SUBJECT),
                    Instant.parse(header(headers, CloudEventHeaders.TIME)),
                    Optional.ofNullable(headers.getFirst(CloudEventHeaders.TRACEPARENT)),
                    body);
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw new UnreadableEvent("its headers are wrong: " + e.getMessage(), e);
        }
    }

    private static String header(Headers headers, String name) {
        String value = headers.getFirst(name);
        if (value == null) {
            throw new UnreadableEvent("the header " + name + " is missing");
        }
        return value;
    }

    public EventId id() {
        return id;
    }

    public EventType type() {
        return type;
    }

    /// What it is about: a workload, a node, a lane.
    public String key() {
        return key;
    }

    /// When it happened, in virtual time.
    public Instant time() {
        return time;
    }

    public Optional<String> traceparent() {
        return traceparent;
    }

    /// Whether it is of this kind.
    public boolean is(Class<? extends Event> event) {
        return type.equals(EventType.of(event));
    }

    /// The event itself; fields that this release does not know are left out. What cannot be read becomes a dead letter.
    public <T extends Event> T as(Class<T> event) {
        if (!is(event)) {
            throw new UnreadableEvent("it is " + type + ", not " + EventType.of(event));
        }
        try {
            return HeadroomJson.tolerant().readValue(body, event);
        } catch (IOException e) {
            throw new UnreadableEvent("its body is not a " + type + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return type + " " + id + " of " + key;
    }
}
