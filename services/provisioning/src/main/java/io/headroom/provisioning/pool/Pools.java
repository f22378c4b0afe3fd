package io.headroom.provisioning.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.PoolChanged;
import io.headroom.contracts.pool.PoolSpec;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.platform.database.Rows;
import io.headroom.platform.outbox.Outbox;
import io.headroom.platform.rest.IfMatch;
import io.headroom.platform.rest.Problem;

/// The rows of the pools; each change is a new version and a `PoolChanged`.
@Singleton
public final class Pools {

    private static final String COLUMNS =
            "select name, version, spec, templates, created_at as \"createdAt\", trouble,"
                    + " trouble_until as \"troubleUntil\" from pool ";

    /// A denied call is not tried again at once: a person has to change something.
    private static final Duration TROUBLE = Duration.ofMinutes(5);

    private static final Duration TROUBLE_REAL = Duration.ofSeconds(15);

    private record Line(
            String name,
            long version,
            String spec,
            String templates,
            Instant createdAt,
            @Nullable String trouble,
            @Nullable Instant troubleUntil) {
        PoolRow row() {
            return new PoolRow(
                    name,
                    version,
                    Rows.read(spec, PoolSpec.class),
                    Rows.read(templates, new TypeReference<List<NodeTemplate>>() {}),
                    createdAt,
                    trouble,
                    troubleUntil);
        }
    }

    /// A pool after it was declared, and whether it was there before.
    public record Declared(PoolRow now, Before before) {
        public enum Before {
            ABSENT,
            PRESENT
        }
    }

    private final Outbox outbox;
    private final VirtualClock clock;

    @Inject
    Pools(Outbox outbox, VirtualClock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /// All of them, as a part of a larger query.
    public static final String ALL = Rows.lines(COLUMNS + "order by name");

    public static PoolRow read(String line) {
        return Rows.read(line, Line.class).row();
    }

    public Uni<List<PoolRow>> all(Mutiny.Session session) {
        return Rows.list(session, ALL, Map.of(), Pools::read);
    }

    public Uni<Optional<PoolRow>> find(Mutiny.Session session, String name) {
        return rows(session, COLUMNS + "where name = :name", Map.of("name", name))
                .map(r -> r.stream().findFirst());
    }

    public Uni<List<PoolRow>> page(Mutiny.Session session, String after, int limit) {
        return rows(
                session,
                COLUMNS + "where name > :after order by name limit :most",
                Map.of("after", after, "most", limit));
    }

    private static Uni<List<PoolRow>> rows(
            Mutiny.Session session, String sql, Map<String, ?> parameters) {
        return Rows.list(session, Rows.lines(sql), parameters, Pools::read);
    }

    /// Declares or changes a pool; the same again changes nothing.
    public Uni<Declared> put(
            Mutiny.Session session,
            String name,
            PoolSpec spec,
            List<NodeTemplate> templates,
            IfMatch match) {
        return lock(session, name)
                .chain(
                        before -> {
                            if (before.isEmpty()) {
                                match.requireAbsent();
                            } else {
                                match.requireCurrent(before.get().version());
                                boolean same =
                                        before.get().spec().equals(spec)
                                                && before.get().templates().equals(templates)
                                                && before.get().trouble() == null;
                                if (same) {
                                    return Uni.createFrom()
                                            .item(
                                                    new Declared(
                                                            before.get(), Declared.Before.PRESENT));
                                }
                            }
                            return write(session, name, spec, templates)
                                    .map(
                                            now ->
                                                    new Declared(
                                                            now,
                                                            before.isEmpty()
                                                                    ? Declared.Before.ABSENT
                                                                    : Declared.Before.PRESENT));
                        });
    }

    private Uni<PoolRow> write(
            Mutiny.Session session, String name, PoolSpec spec, List<NodeTemplate> templates) {
        return version(session)
                .chain(
                        version ->
                                Rows.execute(
                                                session,
                                                "insert into pool (name, version, spec, templates,"
                                                        + " created_at) values (:name, :version, :spec,"
                                                        + " :templates, :at) on conflict (name) do"
                                                        + " update set version = :version, spec ="
                                                        + " :spec, templates = :templates, trouble ="
                                                        + " null, trouble_until = null",
                                                Map.of(
                                                        "name", name,
                                                        "version", version,
                                                        "spec", Rows.json(spec),
                                                        "templates", Rows.json(templates),
                                                        "at", clock.instant()))
                                        .chain(
                                                () ->
                                                        outbox.add(
                                                                session,
                                                                new PoolChanged(
                                                                        name, version, spec,
                                                                        templates, false))))
                .chain(() -> find(session, name))
                .map(Optional::orElseThrow);
    }

    /// Takes a pool away that has no nodes any more.
    public Uni<Void> remove(Mutiny.Session session, String name, IfMatch match) {
        return lock(session, name)
                .map(row -> row.orElseThrow(() -> Problem.notFound("pool", name)))
                .invoke(row -> match.requireCurrent(row.version()))
                .call(row -> refuseWhileUsed(session, row))
                .call(
                        row ->
                                Rows.execute(
                                        session,
                                        "delete from pool where name = :name",
                                        Map.of("name", name)))
                .chain(
                        row ->
                                version(session)
                                        .chain(
                                                version ->
                                                        outbox.add(
                                                                session,
                                                                new PoolChanged(
                                                                        name,
                                                                        version,
                                                                        row.spec(),
                                                                        row.templates(),
                                                                        true))));
    }

    private static Uni<Void> refuseWhileUsed(Mutiny.Session session, PoolRow row) {
        return Rows.text(
                        session,
                        "select cast(count(*) as text) from node where pool = :name"
                                + " and state not in ('TERMINATED', 'FAILED')",
                        Map.of("name", row.name()))
                .invoke(
                        count -> {
                            if (!count.orElse("0").equals("0")) {
                                throw Problem.conflict(
                                        "pool "
                                                + row.name()
                                                + " still has "
                                                + count.get()
                                                + " node(s): set max to 0 and drain them first");
                            }
                        })
                .replaceWithVoid();
    }

    private static Uni<Optional<PoolRow>> lock(Mutiny.Session session, String name) {
        return Rows.texts(
                        session,
                        "select name from pool where name = :name for update",
                        Map.of("name", name))
                .chain(() -> rows(session, COLUMNS + "where name = :name", Map.of("name", name)))
                .map(r -> r.stream().findFirst());
    }

    /// The pool may not be bought from for a while, for this reason; a change of the pool ends it.
    public Uni<Void> trouble(Mutiny.Session session, String name, String why) {
        return Rows.execute(
                        session,
                        "update pool set trouble = :why, trouble_until = :until where name = :name",
                        Map.of(
                                "name",
                                name,
                                "why",
                                why,
                                "until",
                                clock.instant().plus(clock.atLeastReal(TROUBLE, TROUBLE_REAL))))
                .replaceWithVoid();
    }

    private static Uni<Long> version(Mutiny.Session session) {
        return Rows.text(
                        session,
                        "update counter set value = value + 1 where name = 'pool-version'"
                                + " returning cast(value as text)",
                        Map.of())
                .map(v -> Long.parseLong(v.orElseThrow()));
    }
}
