package io.headroom.placement.node;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.platform.database.Horizon;
import io.headroom.platform.database.Rows;

/// The nodes' rows.
@Singleton
public final class NodeTable {

    private static final String SELECT =
            """
            select cast(json_build_object('node', cast(body as json), 'closed', closed, 'occupancyVersion', occupancy_version,
                'saidReplicas', said_replicas, 'saidMilli', said_milli, 'idleSince', idle_since, 'generation', generation, 'written', written, 'bootId', boot_id,
                'reportsSeen', reports_seen, 'data', data) as text)
            from node_view
            """;

    private static final String ALIVE = " where state not in ('TERMINATED', 'FAILED')";

    private static final String PUT =
            """
            with given as materialized (
                select * from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(id uuid, version bigint,
                    state text, lane text, body text, closed boolean, opens boolean, since timestamptz))
            insert into node_view (id, version, state, lane, body, closed, idle_since)
            select id, version, state, lane, body, closed, since from given
            on conflict (id) do update set version = excluded.version, state = excluded.state, body = excluded.body,
                closed = excluded.closed or (node_view.closed
                    and not exists (select 1 from given g where g.id = excluded.id and g.opens)
                    and cast(node_view.body as json) ->> 'launchedAt'
                        is not distinct from cast(excluded.body as json) ->> 'launchedAt'),
                generation = node_view.generation + 1,
                idle_since = case when node_view.idle_since is null then null else excluded.idle_since end
            where node_view.version < excluded.version
            returning cast(id as text)
            """;

    private static final String OCCUPANCY =
            """
            update node_view n set occupancy_version = r.version, said_replicas = r.replicas, said_milli = r.milli,
                idle_since = r."idleSince", generation = n.generation + 1
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as r(id uuid, version bigint, replicas int, milli int, "idleSince" timestamptz)
            where n.id = r.id and n.occupancy_version < r.version
            """;

    private static final String SEEN =
            """
            update node_view n set boot_id = r.boot, reports_seen = r.seen, generation = generation + 1
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(id uuid, boot text, seen bigint)
            where n.id = r.id
            """;

    /// On a disk there is room for so many: the oldest are taken to have made place.
    private static final int MOST_DATA = 64;

    private static final String ON_DISK =
            """
            update node_view n set data = (
                select jsonb_agg(name order by place) from (
                    select name, min(place) as place from (
                        select name, place from jsonb_array_elements_text(r.names) with ordinality as a(name, place)
                        union all
                        select name, 1000 + place from jsonb_array_elements_text(n.data) with ordinality as b(name, place)) named
                    group by name order by 2 limit %d) newest)
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(id uuid, names jsonb)
            where n.id = r.id and not n.data @> r.names
            """
                    .formatted(MOST_DATA);

    private static final String WRITTEN =
            """
            update node_view n set written = greatest(n.written, r.generation)
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(id uuid, generation bigint)
            where n.id = r.id
            """;

    /// What a node holds from now on.
    public record OccupancyRow(
            UUID id, long version, int replicas, int milli, @Nullable Instant idleSince) {}

    record WrittenRow(UUID id, long generation) {}

    /// Those that were written since, also such as are gone by now; at first all that are not.
    public Uni<List<NodeView>> touched(Mutiny.Session session, Horizon since) {
        String which = since.equals(Horizon.NOTHING) ? ALIVE + " and " : " where ";
        return session.createNativeQuery(SELECT + which + Horizon.TOUCHED, String.class)
                .setParameter("since", since.oldest())
                .getResultList()
                .map(rows -> Rows.parse(rows, NodeView.class));
    }

    public Uni<Optional<NodeView>> lock(Mutiny.Session session, NodeId id) {
        return session.createNativeQuery(SELECT + " where id = :id for update", String.class)
                .setParameter("id", id.value())
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(r -> Rows.read(r, NodeView.class)));
    }

    /// A node's newest state.
    ///
    /// @param closed it takes nothing; @param opens it is woken, and what closed it was in an earlier life. Should nobody hear of that
    ///     moment, another launch tells as much
    record NewRow(
            UUID id,
            long version,
            String state,
            String lane,
            String body,
            boolean closed,
            boolean opens,
            Instant since) {
        static NewRow of(Node node) {
            return new NewRow(
                    node.id().value(),
                    node.version(),
                    node.state().name(),
                    node.lane(),
                    Rows.json(node),
                    !node.state().isUsable(),
                    node.state() == NodeState.REQUESTED,
                    node.since());
        }

        /// With what an older state of the same node leaves behind: once closed it stays so, unless it is woken after.
        NewRow after(NewRow older) {
            boolean stays = closed || (older.closed && !opens);
            return new NewRow(
                    id, version, state, lane, body, stays, !stays && (opens || older.opens), since);
        }
    }

    /// Takes the newest states of nodes, one of each; answers those of which nothing newer was known.
    Uni<Set<NodeId>> put(Mutiny.Session session, Collection<NewRow> rows) {
        return session.createNativeQuery(PUT, String.class)
                .setParameter("rows", Rows.json(rows))
                .getResultList()
                .map(
                        ids ->
                                ids.stream()
                                        .map(id -> new NodeId(UUID.fromString(id)))
                                        .collect(Collectors.toSet()));
    }

    /// Nothing is bound to it from now on.
    public Uni<Integer> close(Mutiny.Session session, NodeId id) {
        return session.createNativeQuery("update node_view set closed = true where id = :id")
                .setParameter("id", id.value())
                .executeUpdate();
    }

    public Uni<Integer> occupancy(Mutiny.Session session, Collection<OccupancyRow> rows) {
        return Rows.write(session, OCCUPANCY, rows);
    }

    /// Makes the desired states of the nodes be written again.
    public Uni<Integer> raise(Mutiny.Session session, Collection<NodeId> nodes) {
        return nodes.isEmpty()
                ? Uni.createFrom().item(0)
                : session.createNativeQuery(
                                "update node_view set generation = generation + 1"
                                        + " where id = any (cast(string_to_array(:ids, ',') as uuid[]))")
                        .setParameter("ids", Rows.ids(nodes))
                        .executeUpdate();
    }

    /// Nodes whose desired state in the bucket is behind, the newest changes first: after a takeover all are.
    Uni<List<NodeView>> unwritten(Mutiny.Session session) {
        return session.createNativeQuery(
                        SELECT
                                + " where generation > written and state in ('BOOTING', 'READY', 'DRAINING')"
                                + " order by touched desc limit 500",
                        String.class)
                .getResultList()
                .map(rows -> Rows.parse(rows, NodeView.class));
    }

    Uni<Integer> written(Mutiny.Session session, Collection<WrittenRow> rows) {
        return Rows.write(session, WRITTEN, rows);
    }

    /// Forgets which desired states were written: the bucket may be another one.
    Uni<Integer> forgetWritten(Mutiny.Session session) {
        return session.createNativeQuery("update node_view set written = 0" + ALIVE)
                .executeUpdate();
    }

    /// Locks those of the nodes that are known.
    public Uni<List<NodeView>> lock(Mutiny.Session session, Collection<NodeId> ids) {
        return named(session, ids, " order by id for update");
    }

    /// Those of the nodes that are known.
    Uni<List<NodeView>> named(Mutiny.Session session, Collection<NodeId> ids) {
        return named(session, ids, "");
    }

    private static Uni<List<NodeView>> named(
            Mutiny.Session session, Collection<NodeId> ids, String lock) {
        return session.createNativeQuery(
                        SELECT
                                + " where id = any (cast(string_to_array(:ids, ',') as uuid[]))"
                                + lock,
                        String.class)
                .setParameter("ids", Rows.ids(ids))
                .getResultList()
                .map(rows -> Rows.parse(rows, NodeView.class));
    }

    /// What was read on a node, in an order of its own.
    public record OnDiskRow(UUID id, List<String> names) {}

    /// Notes what is on the disks of nodes from now on.
    public Uni<Integer> onDisk(Mutiny.Session session, Collection<OnDiskRow> rows) {
        return Rows.write(session, ON_DISK, rows);
    }

    /// Up to which report of which boot a node was heard.
    public record SeenRow(UUID id, String boot, long seen) {}

    public Uni<Integer> reportsSeen(Mutiny.Session session, Collection<SeenRow> rows) {
        return Rows.write(session, SEEN, rows);
    }
}
