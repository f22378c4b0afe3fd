package io.headroom.contracts.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/// What a schema may not change against a released one, for readers and stored events of both releases exist at once.
final class Evolution {

    private final JsonNode releasedRoot;
    private final JsonNode currentRoot;
    private final List<String> breaches = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    private Evolution(JsonNode released, JsonNode current) {
        releasedRoot = released;
        currentRoot = current;
    }

    /// One sentence for each change that is not an addition.
    static List<String> breaches(JsonNode released, JsonNode current) {
        var evolution = new Evolution(released, current);
        evolution.compare("$", released, current);
        return List.copyOf(evolution.breaches);
    }

    private void compare(String at, JsonNode releasedOrRef, JsonNode currentOrRef) {
        JsonNode released = resolve(releasedRoot, releasedOrRef);
        JsonNode current = resolve(currentRoot, currentOrRef);
        String reference = releasedOrRef.path("$ref").asText();
        if (!reference.isEmpty() && !seen.add(reference + currentOrRef.path("$ref").asText())) {
            return;
        }
        for (String keyword : List.of("type", "format", "pattern", "const")) {
            if (!released.path(keyword).equals(current.path(keyword))) {
                breaches.add(
                        "%s: its %s was %s and is %s"
                                .formatted(
                                        at,
                                        keyword,
                                        text(released, keyword),
                                        text(current, keyword)));
            }
        }
        constants(at, released, current);
        properties(at, released, current);
        alternatives(at, released, current);
        for (String inner : List.of("items", "additionalProperties")) {
            if (released.has(inner)) {
                compare(at + "[]", released.path(inner), current.path(inner));
            }
        }
    }

    private void constants(String at, JsonNode released, JsonNode current) {
        if (!released.has("enum")) {
            if (current.has("enum")) {
                breaches.add(at + ": any value was allowed and now few are");
            }
            return;
        }
        for (JsonNode constant : released.path("enum")) {
            if (!contains(current.path("enum"), constant)) {
                breaches.add("%s: the value %s was removed".formatted(at, constant.asText()));
            }
        }
    }

    private void properties(String at, JsonNode released, JsonNode current) {
        for (var property : released.path("properties").properties()) {
            String name = at + "." + property.getKey();
            JsonNode now = current.path("properties").path(property.getKey());
            if (now.isMissingNode()) {
                breaches.add(name + ": was removed");
            } else {
                compare(name, property.getValue(), now);
            }
        }
        for (JsonNode required : current.path("required")) {
            if (!contains(released.path("required"), required)) {
                breaches.add(
                        "%s.%s: is newly required, and events of old have none"
                                .formatted(at, required.asText()));
            }
        }
        for (JsonNode required : released.path("required")) {
            if (!contains(current.path("required"), required)) {
                breaches.add(
                        "%s.%s: may be absent now, and readers of old rely on it"
                                .formatted(at, required.asText()));
            }
        }
    }

    private void alternatives(String at, JsonNode released, JsonNode current) {
        for (JsonNode alternative : released.path("oneOf")) {
            String code = code(alternative);
            JsonNode now = null;
            for (JsonNode candidate : current.path("oneOf")) {
                now = code(candidate).equals(code) ? candidate : now;
            }
            if (now == null) {
                breaches.add("%s: the alternative %s was removed".formatted(at, code));
            } else {
                compare(at + "<" + code + ">", alternative, now);
            }
        }
    }

    private static String code(JsonNode alternative) {
        return alternative.at("/properties/code/const").asText();
    }

    private static boolean contains(JsonNode array, JsonNode wanted) {
        for (JsonNode element : array) {
            if (element.equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    private static String text(JsonNode node, String keyword) {
        return node.has(keyword) ? node.get(keyword).asText() : "open";
    }

    private static JsonNode resolve(JsonNode root, JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty()
                ? node
                : root.path("$defs").path(reference.substring("#/$defs/".length()));
    }
}
