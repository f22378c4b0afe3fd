package io.headroom.placement.sql;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/// Something that people declare under a name, as the API answers it.
public record Declared<T>(String name, long version, Instant createdAt, @JsonUnwrapped T spec) {}
