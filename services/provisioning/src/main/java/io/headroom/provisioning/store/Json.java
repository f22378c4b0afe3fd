package io.headroom.provisioning.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;

import io.headroom.contracts.json.HeadroomJson;

/// Bodies of rows, as JSON: what a later release added is left out when read.
public final class Json {

    private Json() {}

    public static String write(Object value) {
        try {
            return HeadroomJson.tolerant().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    public static <T> T read(String json, Class<T> type) {
        try {
            return HeadroomJson.tolerant().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "a stored " + type.getSimpleName() + " is unreadable", e);
        }
    }

    public static <T> T read(String json, TypeReference<T> type) {
        try {
            return HeadroomJson.tolerant().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored " + type.getType() + " is unreadable", e);
        }
    }
}
