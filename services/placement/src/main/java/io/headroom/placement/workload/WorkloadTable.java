package io.headroom.placement.workload;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.platform.database.Horizon;
import io.headroom.platform.database.Rows;

/// The workloads' rows. A change is written against the version it was made from.
@Singleton
public final class WorkloadTable {

    private static final String LIVE = "state not in ('SUCCEEDED', 'FAILED', 'CANCELLED')";

    private static final String INSERT =
            """
            insert into workload (id, version, tenant, state, created_at, body, submitted_by)
            select id, version, tenant, state, created, body, by
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(id uuid, version bigint, tenant text, state text,
                created timestamptz, body text, by text)
            """;

    private static final String UPDATE =
            """
            update workload w set version = r.version, state = r.state, body = r.body
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as r(id uuid, was bigint, version bigint, state text, body text)
            where w.id = r.id and w.version = r.was
            """;

    private record Row(UUID id, long was, long version, String state, String body) {}

    /// A workload that is new.
    public record NewRow(
            UUID id,
            long version,
            String tenant,
            String state,
            Instant created,
            String body,
            String by) {
        public static NewRow of(Workload workload, String by) {
            return new NewRow(
                    workload.id().value(),
                    workload.version(),
                    workload.spec().tenant(),
                    workload.state().name(),
                    workload.createdAt(),
                    Rows.json(workload),
                    by);
        }
    }

    public Uni<Integer> insert(Mutiny.Session session, List<NewRow> rows) {
        return Rows.write(session, INSERT, rows);
    }

    /// Writes workloads of which each is one version on; fails if another was faster with any.
    public Uni<Void> update(Mutiny.Session session, Collection<Workload> changed) {
        Map<Workload, Long> was = new LinkedHashMap<>();
        changed.forEach(w -> was.put(w, w.version() - 1));
        return update(session, was);
    }

    /// Writes workloads that were at the given versions; fails if another was faster with any.
    public Uni<Void> update(Mutiny.Session session, Map<Workload, Long> changed) {
        List<Row> rows =
                changed.entrySet().stream()
                        .map(
                                w ->
                                        new Row(
                                                w.getKey().id().value(),
                                                w.getValue(),
                                                w.getKey().version(),
                                                w.getKey().state().name(),
                                                Rows.json(w.getKey())))
                        .toList();
        return Rows.write(session, UPDATE, rows)
                .invoke(
                        written -> {
                            if (written != rows.size()) {
                                throw new Overtaken(rows.size() - written);
                            }
                        })
                .replaceWithVoid();
    }

    /// A workload, its row locked until the transaction ends; empty if there is none to be seen.
    public Uni<Optional<Workload>> lock(Mutiny.Session session, WorkloadId id) {
        return one(session, "select body from workload where id = :id for update", id);
    }

    public Uni<Optional<Workload>> find(Mutiny.Session session, WorkloadId id) {
        return one(session, "select body from workload where id = :id", id);
    }

    private static Uni<Optional<Workload>> one(Mutiny.Session session, String sql, WorkloadId id) {
        return session.createNativeQuery(sql, String.class)
                .setParameter("id", id.value())
                .getSingleResultOrNull()
                .map(body -> Optional.ofNullable(body).map(b -> Rows.read(b, Workload.class)));
    }

    /// Locks those of the workloads that are not over.
    public Uni<List<Workload>> lockLive(Mutiny.Session session, Collection<WorkloadId> ids) {
        return live(session, ids, " order by id for update");
    }

    /// Those that were written since, also such as are over by now; at first all that are not.
    public Uni<List<Workload>> touched(Mutiny.Session session, Horizon since) {
        String which = since.equals(Horizon.NOTHING) ? " and " + LIVE : "";
        return session.createNativeQuery(
                        "select body from workload where " + Horizon.TOUCHED + which, String.class)
                .setParameter("since", since.oldest())
                .getResultList()
                .map(bodies -> Rows.parse(bodies, Workload.class));
    }

    /// All that are not over.
    public Uni<List<Workload>> live(Mutiny.Session session) {
        return session.createNativeQuery("select body from workload where " + LIVE, String.class)
                .getResultList()
                .map(bodies -> Rows.parse(bodies, Workload.class));
    }

    /// Those of the workloads that are not over.
    public Uni<List<Workload>> live(Mutiny.Session session, Collection<WorkloadId> ids) {
        return live(session, ids, "");
    }

    private static Uni<List<Workload>> live(
            Mutiny.Session session, Collection<WorkloadId> ids, String lock) {
        return ids.isEmpty()
                ? Uni.createFrom().item(List.of())
                : session.createNativeQuery(
                                "select body from workload where "
                                        + LIVE
                                        + " and id = any (cast(string_to_array(:ids, ',') as uuid[]))"
                                        + lock,
                                String.class)
                        .setParameter("ids", Rows.ids(ids))
                        .getResultList()
                        .map(bodies -> Rows.parse(bodies, Workload.class));
    }

    /// A piece of the list in order of creation.
    Uni<List<Workload>> page(
            Mutiny.Session session, WorkloadFilter filter, Instant after, UUID afterId, int most) {
        Map<String, String> conditions = filter.conditions();
        Mutiny.SelectionQuery<String> query =
                session.createNativeQuery(
                        "select body from workload where (created_at, id) > (:after, :id)"
                                + conditions.keySet().stream()
                                        .map(condition -> " and " + condition)
                                        .collect(Collectors.joining())
                                + " order by created_at, id limit :most",
                        String.class);
        query.setParameter("after", after).setParameter("id", afterId).setParameter("most", most);
        conditions.forEach(
                (condition, value) ->
                        query.setParameter(
                                condition.substring(condition.lastIndexOf(':') + 1), value));
        return query.getResultList().map(bodies -> Rows.parse(bodies, Workload.class));
    }
}
