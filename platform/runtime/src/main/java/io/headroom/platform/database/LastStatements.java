package io.headroom.platform.database;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/// The statements of one transaction that nothing in it waits for. They go to the database as one, as common table expressions of
/// it: each round trip costs some milliseconds on a busy machine, and a transaction holds its locks that much longer.
final class LastStatements {

    private static final String ROWS = "rows";

    /// A statement with what it is given.
    record Part(String sql, Map<String, ?> parameters) {}

    private final Map<String, List<Object>> rowsOf = new LinkedHashMap<>();
    private final List<Part> others = new ArrayList<>();

    /// Rows of one statement are written together, in the order in which they came.
    void add(String sql, Collection<?> rows) {
        rowsOf.computeIfAbsent(sql, _ -> new ArrayList<>()).addAll(rows);
    }

    void add(String sql, Map<String, ?> parameters) {
        others.add(new Part(sql, parameters));
    }

    boolean isEmpty() {
        return rowsOf.isEmpty() && others.isEmpty();
    }

    Uni<Void> execute(Mutiny.Session session) {
        List<Part> parts = parts();
        Part whole = parts.size() == 1 ? parts.getFirst() : joined(parts);
        return Pipelined.texts(session, whole.sql(), whole.parameters()).replaceWithVoid();
    }

    /// All of them: those with rows last.
    List<Part> parts() {
        List<Part> parts = new ArrayList<>(others);
        rowsOf.forEach((sql, rows) -> parts.add(new Part(sql, Map.of(ROWS, Rows.json(rows)))));
        return parts;
    }

    /// One statement that executes each, their parameters apart by a number.
    static Part joined(List<Part> parts) {
        StringBuilder text = new StringBuilder();
        Map<String, Object> parameters = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            String own = "_" + i;
            text.append(i == 0 ? "with" : ",").append(" part").append(own).append(" as (");
            text.append(Pipelined.PARAMETER.matcher(part.sql()).replaceAll(":$1" + own))
                    .append(")");
            part.parameters().forEach((name, value) -> parameters.put(name + own, value));
        }
        text.append(" select cast(1 as text)");
        return new Part(text.toString(), parameters);
    }
}
