package io.headroom.cli.apply;

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.headroom.cli.declaration.Kind;
import io.headroom.cli.declaration.Place;

/// What has to be done about one thing, so that it is as it was declared.
///
/// @param place where it is declared; nothing of what is deleted
/// @param before as it is; empty where it is not there
/// @param after as it should be; empty where it should go
/// @param etag the version that was compared with
/// @param meanwhile as it is written before the others, where they must be changed before it can be as declared
record Change(
        Action action,
        Kind kind,
        String name,
        Optional<Place> place,
        JsonNode before,
        JsonNode after,
        Optional<String> etag,
        Optional<JsonNode> meanwhile) {
    /// What is done.
    enum Action {
        CREATE,
        CHANGE,
        KEEP,
        DELETE
    }

    static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

    Change(
            Action action,
            Kind kind,
            String name,
            Optional<Place> place,
            JsonNode before,
            JsonNode after,
            Optional<String> etag) {
        this(action, kind, name, place, before, after, etag, Optional.empty());
    }

    /// The same, on a way round.
    Change first(JsonNode spec) {
        return new Change(action, kind, name, place, before, after, etag, Optional.of(spec));
    }

    String label() {
        return kind.label() + "/" + name;
    }

    String where() {
        return place.map(p -> " (" + p + ")").orElse("");
    }

    boolean writes() {
        return action != Action.KEEP;
    }
}
