package io.headroom.placement.sql;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.json.HeadroomJson;

/// Reads rows that come as JSON, and writes many rows with one statement that takes them as JSON.
public final class Rows {

    private Rows() {}

    /// Executes a statement whose parameter `:rows` is a JSON array; nothing where there are none.
    public static Uni<Integer> write(Mutiny.Session session, String sql, Collection<?> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().item(0)
                : session.createNativeQuery(sql).setParameter("rows", json(rows)).executeUpdate();
    }

    /// The values of one JSON text column.
    public static <T> List<T> parse(List<String> texts, Class<T> type) {
        return texts.stream().map(text -> parse(text, type)).toList();
    }

    public static <T> T parse(String text, Class<T> type) {
        try {
            return HeadroomJson.tolerant().readValue(text, type);
        } catch (IOException e) {
            throw new IllegalStateException("a stored " + type.getSimpleName() + " is broken", e);
        }
    }

    /// Ids as a statement takes them that says `= any (cast(string_to_array(:ids, ',') as uuid[]))`.
    public static String ids(Collection<?> ids) {
        return ids.stream().map(Object::toString).collect(Collectors.joining(","));
    }

    public static String json(Object value) {
        try {
            return HeadroomJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + value.getClass(), e);
        }
    }
}
