package io.headroom.platform.sample;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/// What a client declares.
public record ThingSpec(
        String name,
        String tenant,
        int replicas,
        Part part,
        List<Part> parts,
        @Nullable Duration lasts) {

    public ThingSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(tenant, "tenant");
        parts = parts == null ? List.of() : List.copyOf(parts);
        if (replicas < 1) {
            throw new IllegalArgumentException("replicas must be at least 1");
        }
    }

    /// A part of it.
    public record Part(int count, Kind kind) {
        public Part {
            if (count < 0) {
                throw new IllegalArgumentException("must not be negative");
            }
        }
    }

    /// Of which kind a part is.
    public enum Kind {
        WHOLE_ONE,
        SHARE
    }
}
