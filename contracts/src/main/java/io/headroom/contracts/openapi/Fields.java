package io.headroom.contracts.openapi;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Says of fields what their types do not: what the Javadoc of their records says (generated), what is written for the API alone, with examples, and
/// what a name means wherever nothing else is said.
final class Fields {

    /// Of any schema. Others are said of one, or of several with a comma between them.
    private static final String USUALLY = "*";

    private Fields() {}

    static void add(ObjectNode document) {
        JsonNode schemas = document.path("components").path("schemas");
        JsonNode written = Resource.read("fields.json");
        for (JsonNode texts : List.of(Resource.read("texts.json"), written)) {
            for (Map.Entry<String, JsonNode> schema : texts.properties()) {
                for (String name : schema.getKey().split(", ", -1)) {
                    add(schemas.path(name).path("properties"), schema.getValue());
                }
            }
        }
        for (JsonNode schema : schemas) {
            for (Map.Entry<String, JsonNode> usual : written.path(USUALLY).properties()) {
                if (schema.path("properties").path(usual.getKey()) instanceof ObjectNode said
                        && !said.has("description")) {
                    said.setAll((ObjectNode) usual.getValue());
                }
            }
        }
    }

    private static void add(JsonNode properties, JsonNode texts) {
        for (Map.Entry<String, JsonNode> field : texts.properties()) {
            if (properties.path(field.getKey()) instanceof ObjectNode said
                    && field.getValue() instanceof ObjectNode more) {
                said.setAll(more);
            }
        }
    }
}
