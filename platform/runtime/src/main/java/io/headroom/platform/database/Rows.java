package io.headroom.platform.database;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.json.PlainInstants;

/// SQL whose rows come and go as JSON text. Parameters are texts, numbers and instants, cast in the statement: a driver
/// that is told of a JSON parameter would quote it once more.
public final class Rows {

    private Rows() {}

    /// The first column of every row.
    public static Uni<List<String>> texts(
            Mutiny.Session session, String sql, Map<String, ?> parameters) {
        Mutiny.SelectionQuery<String> query = session.createNativeQuery(sql, String.class);
        parameters.forEach(query::setParameter);
        return query.getResultList();
    }

    /// The first column of the first row.
    public static Uni<Optional<String>> text(
            Mutiny.Session session, String sql, Map<String, ?> parameters) {
        return texts(session, sql, parameters).map(rows -> rows.stream().findFirst());
    }

    /// The JSON document that is the first column of every row.
    public static Uni<List<JsonNode>> documents(
            Mutiny.Session session, String sql, Map<String, ?> parameters) {
        return texts(session, sql, parameters)
                .map(rows -> rows.stream().map(row -> read(row, JsonNode.class)).toList());
    }

    /// A query whose rows become one JSON document each, in a text column named `line`.
    public static String lines(String sql) {
        return "select cast(row_to_json(r) as text) as line from (" + sql + ") r";
    }

    /// Every row of a query, as the record its columns make.
    public static <T> Uni<List<T>> list(
            Mutiny.Session session, String sql, Map<String, ?> parameters, Class<T> type) {
        return list(session, lines(sql), parameters, row -> read(row, type));
    }

    /// The first column of every row, as it reads.
    public static <T> Uni<List<T>> list(
            Mutiny.Session session,
            String sql,
            Map<String, ?> parameters,
            Function<String, T> read) {
        return texts(session, sql, parameters).map(rows -> rows.stream().map(read).toList());
    }

    /// Several queries in one statement, each of one text column named `line`: what each found, by its name.
    public static Uni<Map<String, List<String>>> together(
            Mutiny.Session session,
            SequencedMap<String, String> queries,
            Map<String, ?> parameters) {
        String sql =
                queries.entrySet().stream()
                        .map(
                                q ->
                                        "select '%s/' || line from (%s) q"
                                                .formatted(q.getKey(), q.getValue()))
                        .collect(Collectors.joining(" union all "));
        return texts(session, sql, parameters)
                .map(
                        rows -> {
                            Map<String, List<String>> found = new LinkedHashMap<>();
                            queries.keySet().forEach(name -> found.put(name, new ArrayList<>()));
                            for (String row : rows) {
                                int end = row.indexOf('/');
                                Objects.requireNonNull(found.get(row.substring(0, end)))
                                        .add(row.substring(end + 1));
                            }
                            return found;
                        });
    }

    /// How many rows it changed.
    public static Uni<Integer> execute(
            Mutiny.Session session, String sql, Map<String, ?> parameters) {
        Mutiny.MutationQuery query = session.createNativeQuery(sql);
        parameters.forEach(query::setParameter);
        return query.executeUpdate();
    }

    /// Executes a statement whose parameter `:rows` is a JSON array; nothing where there are none.
    public static Uni<Integer> write(Mutiny.Session session, String sql, Collection<?> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().item(0)
                : execute(session, sql, Map.of("rows", json(rows)));
    }

    public static <T> List<T> parse(List<String> texts, Class<T> type) {
        return texts.stream().map(text -> read(text, type)).toList();
    }

    /// What a later release added is left out.
    public static <T> T read(String text, Class<T> type) {
        try {
            return HeadroomJson.tolerant().readValue(text, type);
        } catch (JsonProcessingException e) {
            throw unreadable(type.getSimpleName(), e);
        }
    }

    public static <T> T read(String text, TypeReference<T> type) {
        try {
            return HeadroomJson.tolerant().readValue(text, type);
        } catch (JsonProcessingException e) {
            throw unreadable(type.getType().getTypeName(), e);
        }
    }

    public static <T> T read(JsonNode node, Class<T> type) {
        try {
            return HeadroomJson.tolerant().treeToValue(node, type);
        } catch (JsonProcessingException e) {
            throw unreadable(type.getSimpleName(), e);
        }
    }

    /// An instant as PostgreSQL writes it into JSON.
    public static Instant instant(JsonNode node) {
        String text = node.asText();
        return PlainInstants.read(text).orElseGet(() -> OffsetDateTime.parse(text).toInstant());
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

    private static IllegalStateException unreadable(String type, Exception cause) {
        return new IllegalStateException("a stored " + type + " is unreadable", cause);
    }
}
