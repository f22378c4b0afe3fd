package io.headroom.contracts.envelope;

import java.util.Objects;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Names one event for good: delivered twice, it is done once.
public record EventId(@JsonValue UUID value) {

    public EventId {
        Objects.requireNonNull(value, "value");
    }

    @JsonCreator
    public static EventId of(String text) {
        return new EventId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
