package io.headroom.contracts.budget;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Names one purchase: the nodes that are paid for together or not at all.
public record PurchaseId(@JsonValue UUID value) implements Comparable<PurchaseId> {

    @JsonCreator
    public static PurchaseId of(String text) {
        return new PurchaseId(UUID.fromString(text));
    }

    @Override
    public int compareTo(PurchaseId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
