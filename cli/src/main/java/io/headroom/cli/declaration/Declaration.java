package io.headroom.cli.declaration;

import com.fasterxml.jackson.databind.JsonNode;

/// One document: something that should be as its spec says.
///
/// @param spec complete, with what goes without saying
public record Declaration(Place place, Kind kind, String name, JsonNode spec) {
    public static final String VERSION = "headroom.dev/v1";

    public String label() {
        return kind.label() + "/" + name;
    }
}
