package io.headroom.placement.sql;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.platform.database.Rows;
import io.headroom.platform.rest.IfMatch;

/// A table of things declared under a name: the same again changes nothing, a change is a new version.
public final class DeclaredTable<T> {

    /// More are never declared: each is read with every turn of a loop.
    private static final int MOST = 10_000;

    private final String table;
    private final Class<T> type;

    /// @param table a name from the code, never from a request
    public DeclaredTable(String table, Class<T> type) {
        this.table = table;
        this.type = type;
    }

    private record Row(String name, long version, Instant createdAt, String spec) {}

    /// What became of a declaration.
    public record Put<T>(Declared<T> now, Outcome outcome) {
        public enum Outcome {
            CREATED,
            CHANGED,
            SAME
        }
    }

    public Uni<Optional<Declared<T>>> find(Mutiny.Session session, String name) {
        return select(session, "where name = :name", name, "")
                .map(found -> found.stream().findFirst());
    }

    /// Those of the names that are declared. Names have no commas.
    public Uni<Map<String, Declared<T>>> named(Mutiny.Session session, Collection<String> names) {
        return select(
                        session,
                        "where name = any (string_to_array(:name, ','))",
                        String.join(",", names),
                        "")
                .map(
                        found ->
                                found.stream()
                                        .collect(
                                                Collectors.toMap(
                                                        Declared::name, declared -> declared)));
    }

    /// The query for all that are declared, each as one line that `read` reads.
    public String lines() {
        return row("order by name limit " + MOST);
    }

    /// The query for those that are named.
    ///
    /// @param names the parameter that holds the names, with commas between them
    public String lines(String names) {
        return row("where name = any (string_to_array(:" + names + ", ','))");
    }

    public Declared<T> read(String line) {
        return declared(List.of(line)).getFirst();
    }

    public Uni<List<Declared<T>>> page(Mutiny.Session session, String after, int most) {
        return session.createNativeQuery(
                        row("where name > :after order by name limit :most"), String.class)
                .setParameter("after", after)
                .setParameter("most", most)
                .getResultList()
                .map(this::declared);
    }

    public Uni<Put<T>> put(
            Mutiny.Session session, String name, T spec, IfMatch ifMatch, Instant now) {
        return select(session, "where name = :name", name, " for update")
                .chain(
                        found ->
                                found.isEmpty()
                                        ? insert(session, name, spec, ifMatch, now)
                                        : update(session, found.getFirst(), spec, ifMatch));
    }

    public Uni<Integer> delete(Mutiny.Session session, String name) {
        return session.createNativeQuery("delete from " + table + " where name = :name")
                .setParameter("name", name)
                .executeUpdate();
    }

    private Uni<Put<T>> insert(
            Mutiny.Session session, String name, T spec, IfMatch ifMatch, Instant now) {
        ifMatch.requireAbsent();
        return session.createNativeQuery(
                        "insert into "
                                + table
                                + " (name, version, spec, created_at) values (:name, 1, :spec, :now)")
                .setParameter("name", name)
                .setParameter("spec", Rows.json(spec))
                .setParameter("now", now)
                .executeUpdate()
                .replaceWith(new Put<>(new Declared<>(name, 1, now, spec), Put.Outcome.CREATED));
    }

    private Uni<Put<T>> update(Mutiny.Session session, Declared<T> old, T spec, IfMatch ifMatch) {
        ifMatch.requireCurrent(old.version());
        if (old.spec().equals(spec)) {
            return Uni.createFrom().item(new Put<>(old, Put.Outcome.SAME));
        }
        Declared<T> changed = new Declared<>(old.name(), old.version() + 1, old.createdAt(), spec);
        return session.createNativeQuery(
                        "update "
                                + table
                                + " set version = :version, spec = :spec where name = :name")
                .setParameter("version", changed.version())
                .setParameter("spec", Rows.json(spec))
                .setParameter("name", old.name())
                .executeUpdate()
                .replaceWith(new Put<>(changed, Put.Outcome.CHANGED));
    }

    private Uni<List<Declared<T>>> select(
            Mutiny.Session session, String where, String name, String lock) {
        return session.createNativeQuery(row(where) + lock, String.class)
                .setParameter("name", name)
                .getResultList()
                .map(this::declared);
    }

    private String row(String rest) {
        return "select cast(json_build_object('name', name, 'version', version, 'createdAt', created_at,"
                + " 'spec', spec) as text) as line from "
                + table
                + " "
                + rest;
    }

    private List<Declared<T>> declared(List<String> rows) {
        return Rows.parse(rows, Row.class).stream()
                .map(
                        r ->
                                new Declared<>(
                                        r.name(),
                                        r.version(),
                                        r.createdAt(),
                                        Rows.read(r.spec(), type)))
                .toList();
    }
}
