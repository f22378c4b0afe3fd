package io.headroom.contracts.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.databind.JsonNode;

import io.headroom.contracts.json.HeadroomJson;

/// What is kept beside the code for the document of the API.
final class Resource {
    private Resource() {}

    /// @param name of a file in `openapi`
    static JsonNode read(String name) {
        try (InputStream content = Resource.class.getResourceAsStream("/openapi/" + name)) {
            if (content == null) {
                throw new IllegalStateException(name + " belongs to this jar");
            }
            return HeadroomJson.tolerant().readTree(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
