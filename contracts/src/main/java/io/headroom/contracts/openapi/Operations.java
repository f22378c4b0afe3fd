package io.headroom.contracts.openapi;

import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The operations of a document, one after the other.
final class Operations {
    static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    /// An operation's path and method.
    record Place(String path, String method) {}

    private Operations() {}

    static void each(JsonNode document, BiConsumer<Place, ObjectNode> work) {
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> entry : path.getValue().properties()) {
                if (METHODS.contains(entry.getKey())
                        && entry.getValue() instanceof ObjectNode operation) {
                    work.accept(new Place(path.getKey(), entry.getKey()), operation);
                }
            }
        }
    }
}
