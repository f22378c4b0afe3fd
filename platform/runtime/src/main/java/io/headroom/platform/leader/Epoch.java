package io.headroom.platform.leader;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Counts the leaders of a cell's service: what an older one still writes is refused.
public record Epoch(@JsonValue long number) implements Comparable<Epoch> {

    @JsonCreator
    public Epoch {
        if (number < 1) {
            throw new IllegalArgumentException("epochs count from 1, not from " + number);
        }
    }

    @Override
    public int compareTo(Epoch other) {
        return Long.compare(number, other.number);
    }
}
