package io.headroom.contracts.openapi;

import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Brings what has names into their order, so that two documents that mean the same are the same.
final class Sorted {
    private Sorted() {}

    static ObjectNode byName(ObjectNode document) {
        sort(document.withObjectProperty("paths"));
        ObjectNode components = document.withObjectProperty("components");
        sort(components);
        components.forEach(group -> sort((ObjectNode) group));
        Operations.each(
                document, (_, operation) -> sort(operation.withObjectProperty("responses")));
        sortTags(document.withArrayProperty("tags"));
        return document;
    }

    private static void sort(ObjectNode object) {
        Map<String, JsonNode> fields = new TreeMap<>();
        object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        object.removeAll();
        fields.forEach(object::set);
    }

    private static void sortTags(ArrayNode tags) {
        Map<String, JsonNode> named = new TreeMap<>();
        tags.forEach(tag -> named.put(tag.path("name").asText(), tag));
        tags.removeAll();
        tags.addAll(named.values());
    }
}
