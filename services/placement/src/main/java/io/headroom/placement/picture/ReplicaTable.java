package io.headroom.placement.picture;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.agent.ReplicaReport;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.platform.database.Horizon;
import io.headroom.platform.database.Rows;

/// The replicas' rows. Whoever changes what a node shall run raises the node's generation here, in
/// the same statement's transaction.
@Singleton
public final class ReplicaTable {

    private static final String SELECT =
            """
            select cast(json_build_object('workload', workload_id, 'replica', replica, 'attempt', attempt,
                'node', node_id, 'devices', cast(devices as json), 'milliGpu', milli_gpu, 'slot', slot, 'state', state) as text)
            from replica
            """;

    /// Joined with its workload, whose row-level security hides those of other tenants.
    private static final String PLACES =
            """
            select cast(json_build_object('workload', r.workload_id, 'replica', r.replica, 'attempt', r.attempt,
                'node', r.node_id, 'devices', cast(r.devices as json), 'milliGpu', r.milli_gpu,
                'state', lower(r.state), 'why', r.why, 'placedAt', r.placed_at) as text)
            from replica r join workload w on w.id = r.workload_id
            where r.workload_id || '/' || lpad(cast(r.replica as text), 6, '0') > :after
            """;

    private static final String TOUCHED =
            SELECT
                    + " where "
                    + Horizon.TOUCHED
                    + " or workload_id = any (cast(string_to_array(:ids, ',') as uuid[]))"
                    + " order by workload_id, replica";

    private static final String INSERT =
            """
            insert into replica (workload_id, replica, attempt, node_id, devices, milli_gpu, slot, state, why, placed_at)
            select workload, replica, attempt, node, devices, "milliGpu", slot, 'PLACED', why, at
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(workload uuid, replica int, attempt int, node uuid,
                devices text, "milliGpu" int, slot int, why text, at timestamptz)
            """;

    private static final String REPORTED =
            """
            update replica p set state = r.state
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(workload uuid, replica int, attempt int, state text)
            where p.workload_id = r.workload and p.replica = r.replica and p.attempt = r.attempt
            """;

    private static final String RAISE_OF_WORKLOADS =
            """
            update node_view set generation = generation + 1 where id in (
                select node_id from replica where workload_id = any (cast(string_to_array(:ids, ',') as uuid[])))
            """;

    private static final String DELETE_OF_WORKLOADS =
            """
            delete from replica where workload_id = any (cast(string_to_array(:ids, ',') as uuid[]))
            """;

    /// A replica that is placed now.
    public record NewRow(
            UUID workload,
            int replica,
            int attempt,
            UUID node,
            String devices,
            int milliGpu,
            @Nullable Integer slot,
            String why,
            Instant at) {}

    /// What a node said of a replica.
    public record StateRow(UUID workload, int replica, int attempt, String state) {
        public static StateRow of(ReplicaReport report) {
            return new StateRow(
                    report.workload().value(),
                    report.replica(),
                    report.attempt(),
                    report.state().name());
        }
    }

    /// Those that were written since, and all of the given workloads.
    Uni<List<BoundReplica>> touched(
            Mutiny.Session session, Horizon since, Collection<WorkloadId> workloads) {
        return session.createNativeQuery(TOUCHED, String.class)
                .setParameter("since", since.oldest())
                .setParameter("ids", Rows.ids(workloads))
                .getResultList()
                .map(rows -> Rows.parse(rows, BoundReplica.class));
    }

    public Uni<List<BoundReplica>> onNodes(Mutiny.Session session, Collection<NodeId> nodes) {
        return in(session, "node_id", nodes);
    }

    public Uni<List<BoundReplica>> ofWorkloads(
            Mutiny.Session session, Collection<WorkloadId> workloads) {
        return in(session, "workload_id", workloads);
    }

    private static Uni<List<BoundReplica>> in(
            Mutiny.Session session, String column, Collection<?> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(List.of())
                : session.createNativeQuery(
                                SELECT
                                        + " where "
                                        + column
                                        + " = any (cast(string_to_array(:ids, ',') as uuid[]))",
                                String.class)
                        .setParameter("ids", Rows.ids(ids))
                        .getResultList()
                        .map(rows -> Rows.parse(rows, BoundReplica.class));
    }

    /// A replica's place, as the API answers it.
    ///
    /// @param devices indices of the node's GPUs, from 0
    /// @param milliGpu share of each device in thousandths
    public record PlacementRow(
            UUID workload,
            int replica,
            int attempt,
            UUID node,
            List<Integer> devices,
            int milliGpu,
            String state,
            String why,
            Instant placedAt) {

        /// Where a page ends.
        public String key() {
            return workload + "/" + String.format(Locale.ROOT, "%06d", replica);
        }
    }

    /// Which places are asked for, from which on, and how many at most.
    public record Wanted(Optional<UUID> node, Optional<UUID> workload, String after, int most) {}

    /// Of the workloads that the transaction's tenant may see.
    public Uni<List<PlacementRow>> page(Mutiny.Session session, Wanted wanted) {
        Mutiny.SelectionQuery<String> query =
                session.createNativeQuery(
                        PLACES
                                + (wanted.node().isPresent() ? " and r.node_id = :node" : "")
                                + (wanted.workload().isPresent() ? " and w.id = :workload" : "")
                                + " order by r.workload_id, r.replica limit :most",
                        String.class);
        wanted.node().ifPresent(id -> query.setParameter("node", id));
        wanted.workload().ifPresent(id -> query.setParameter("workload", id));
        return query.setParameter("after", wanted.after())
                .setParameter("most", wanted.most())
                .getResultList()
                .map(rows -> Rows.parse(rows, PlacementRow.class));
    }

    public Uni<Integer> insert(Mutiny.Session session, List<NewRow> rows) {
        return Rows.write(session, INSERT, rows);
    }

    /// What nodes reported of replicas, the last of each; of another attempt than the bound one it says nothing.
    public Uni<Integer> reported(Mutiny.Session session, Collection<StateRow> rows) {
        Map<List<Object>, StateRow> last = new LinkedHashMap<>();
        rows.forEach(row -> last.put(List.of(row.workload(), row.replica()), row));
        return Rows.write(session, REPORTED, last.values());
    }

    /// Takes all replicas of the workloads off their nodes.
    public Uni<Void> free(Mutiny.Session session, Collection<WorkloadId> workloads) {
        if (workloads.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        String ids = Rows.ids(workloads);
        return session.createNativeQuery(RAISE_OF_WORKLOADS)
                .setParameter("ids", ids)
                .executeUpdate()
                .chain(
                        () ->
                                session.createNativeQuery(DELETE_OF_WORKLOADS)
                                        .setParameter("ids", ids)
                                        .executeUpdate())
                .replaceWithVoid();
    }
}
