package io.headroom.provisioning.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/// SQL in a session: a query answers one column, mostly JSON; parameters go by name.
public final class Rows {

    private Rows() {}

    /// The first column of every row.
    public static Uni<List<String>> texts(
            Mutiny.Session session, String sql, Map<String, ?> parameters) {
        Mutiny.SelectionQuery<String> query = session.createNativeQuery(sql, String.class);
        parameters.forEach(query::setParameter);
        return query.getResultList();
    }

    /// A query whose rows become one JSON document each, in its first column.
    public static String lines(String sql) {
        return "select cast(row_to_json(r) as text) as line from (" + sql + ") r";
    }

    /// Every row of a query, as the record its columns make.
    public static <T> Uni<List<T>> list(
            Mutiny.Session session, String sql, Map<String, ?> parameters, Class<T> type) {
        return list(session, lines(sql), parameters, row -> Json.read(row, type));
    }

    /// The first column of every row, as it reads.
    public static <T> Uni<List<T>> list(
            Mutiny.Session session,
            String sql,
            Map<String, ?> parameters,
            Function<String, T> read) {
        return texts(session, sql, parameters).map(rows -> rows.stream().map(read).toList());
    }

    /// The first column of the first row.
    public static Uni<Optional<String>> text(
            Mutiny.Session session, String sql, Map<String, ?> parameters) {
        return texts(session, sql, parameters).map(rows -> rows.stream().findFirst());
    }

    /// How many rows it changed.
    public static Uni<Integer> execute(
            Mutiny.Session session, String sql, Map<String, ?> parameters) {
        Mutiny.MutationQuery query = session.createNativeQuery(sql);
        parameters.forEach(query::setParameter);
        return query.executeUpdate();
    }
}
