package io.headroom.cost.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.json.HeadroomJson;

/// Statements whose rows come and go as JSON. Parameters are texts and numbers, cast in the statement: a driver that is
/// told of a JSON parameter would quote it once more.
public final class Sql {

    private Sql() {}

    /// Every row is one JSON document, as text.
    public static Uni<List<JsonNode>> rows(
            Mutiny.Session session, String sql, Map<String, ?> parameters) {
        Mutiny.SelectionQuery<String> query = session.createNativeQuery(sql, String.class);
        parameters.forEach(query::setParameter);
        return query.getResultList().map(rows -> rows.stream().map(Sql::tree).toList());
    }

    public static Uni<Integer> run(Mutiny.Session session, String sql, Map<String, ?> parameters) {
        Mutiny.MutationQuery query = session.createNativeQuery(sql);
        parameters.forEach(query::setParameter);
        return query.executeUpdate();
    }

    public static String json(Object value) {
        try {
            return HeadroomJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    public static <T> T read(JsonNode node, Class<T> type) {
        try {
            return HeadroomJson.tolerant().treeToValue(node, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored " + type.getSimpleName() + " is not one", e);
        }
    }

    /// An instant as PostgreSQL writes it into JSON.
    public static Instant instant(JsonNode node) {
        return OffsetDateTime.parse(node.asText()).toInstant();
    }

    private static JsonNode tree(String text) {
        try {
            return HeadroomJson.tolerant().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
