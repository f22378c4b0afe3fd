package io.headroom.contracts.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.headroom.contracts.json.HeadroomJson;

/// Says of fields what their types do not: units, ranges and an example, kept by the name of the schema.
final class Fields {
    private static final String RESOURCE = "/openapi/fields.json";

    private Fields() {}

    static void add(ObjectNode document) {
        JsonNode schemas = document.path("components").path("schemas");
        for (Map.Entry<String, JsonNode> schema : read().properties()) {
            JsonNode properties = schemas.path(schema.getKey()).path("properties");
            for (Map.Entry<String, JsonNode> field : schema.getValue().properties()) {
                if (properties.path(field.getKey()) instanceof ObjectNode said
                        && field.getValue() instanceof ObjectNode more) {
                    said.setAll(more);
                }
            }
        }
    }

    private static JsonNode read() {
        try (InputStream content = Fields.class.getResourceAsStream(RESOURCE)) {
            if (content == null) {
                throw new IllegalStateException(RESOURCE + " belongs to this jar");
            }
            return HeadroomJson.tolerant().readTree(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
