package io.headroom.placement.log;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.agent.ReplicaReport;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.platform.database.Rows;

/// The ends of what replicas wrote that are over; row-level security hides those of other tenants.
@Singleton
public final class TailTable {

    /// Longer than a weekend; at half of it what failed on Friday is gone on Monday, and a week's failures are small.
    private static final Duration KEPT = Duration.ofDays(7);

    /// PostgreSQL has no such character in a text.
    private static final String NOTHING = "\0";

    private static final String INSERT =
            """
            insert into replica_log (workload_id, tenant, replica, attempt, node_id, at, tail)
            select r.workload, w.tenant, r.replica, r.attempt, r.node, r.at, r.tail
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(workload uuid, replica int, attempt int, node uuid,
                at timestamptz, tail text) join workload w on w.id = r.workload
            on conflict do nothing
            """;

    private static final String SELECT =
            """
            select cast(json_build_object('workload', workload_id, 'replica', replica, 'attempt', attempt, 'node', node_id,
                'at', at, 'tail', tail) as text)
            from replica_log where workload_id = :id order by replica, attempt
            """;

    record Row(UUID workload, int replica, int attempt, UUID node, Instant at, String tail) {}

    /// Keeps what the reports say that replicas wrote, and forgets what is old.
    public Uni<Void> keep(Mutiny.Session session, List<ReplicaReport> reports, Instant now) {
        List<Row> rows = reports.stream().filter(r -> r.log() != null).map(TailTable::row).toList();
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : session.createNativeQuery("delete from replica_log where at < :before")
                        .setParameter("before", now.minus(KEPT))
                        .executeUpdate()
                        .chain(() -> Rows.write(session, INSERT, rows))
                        .replaceWithVoid();
    }

    private static Row row(ReplicaReport report) {
        return new Row(
                report.workload().value(),
                report.replica(),
                report.attempt(),
                report.node().value(),
                report.at(),
                String.valueOf(report.log()).replace(NOTHING, ""));
    }

    Uni<List<Row>> of(Mutiny.Session session, WorkloadId workload) {
        return session.createNativeQuery(SELECT, String.class)
                .setParameter("id", workload.value())
                .getResultList()
                .map(rows -> Rows.parse(rows, Row.class));
    }
}
