package io.headroom.contracts.workload;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Names one workload for ever.
public record WorkloadId(@JsonValue UUID value) implements Comparable<WorkloadId> {

    @JsonCreator
    public static WorkloadId of(String text) {
        return new WorkloadId(UUID.fromString(text));
    }

    @Override
    public int compareTo(WorkloadId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
