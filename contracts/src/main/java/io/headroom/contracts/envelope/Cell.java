package io.headroom.contracts.envelope;

import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// A set of pools with one active placement and one active provisioning leader; every subject carries it.
public record Cell(@JsonValue String name) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    @JsonCreator
    public Cell {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a cell is named by at most 32 lower-case letters, digits and dashes, not "
                            + name);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
