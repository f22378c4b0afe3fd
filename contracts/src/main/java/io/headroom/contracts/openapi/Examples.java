package io.headroom.contracts.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.headroom.contracts.json.HeadroomJson;

/// Puts the examples of bodies and answers, which are kept by operation id, where they belong.
final class Examples {
    private static final String RESOURCE = "/openapi/examples.json";
    private static final String JSON = "application/json";

    private Examples() {}

    static void add(ObjectNode document) {
        JsonNode examples = read();
        Operations.each(
                document,
                (_, operation) ->
                        put(operation, examples.path(operation.path("operationId").asText())));
    }

    private static void put(ObjectNode operation, JsonNode example) {
        if (example.has("request")) {
            operation
                    .withObjectProperty("requestBody")
                    .withObjectProperty("content")
                    .withObjectProperty(JSON)
                    .set("example", example.path("request"));
        }
        if (example.has("response")) {
            operation
                    .withObjectProperty("responses")
                    .properties()
                    .forEach(
                            response -> {
                                if (response.getKey().startsWith("2")
                                        && response.getValue() instanceof ObjectNode answer) {
                                    answer.withObjectProperty("content")
                                            .withObjectProperty(JSON)
                                            .set("example", example.path("response"));
                                }
                            });
        }
    }

    static JsonNode read() {
        try (InputStream content = Examples.class.getResourceAsStream(RESOURCE)) {
            if (content == null) {
                throw new IllegalStateException(RESOURCE + " belongs to this jar");
            }
            return HeadroomJson.tolerant().readTree(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
