package io.headroom.placement.preemption;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.node.NodeId;
import io.headroom.engine.placement.PlacementPlan.Eviction;
import io.headroom.engine.placement.preemption.Preemption;
import io.headroom.platform.database.Rows;

/// What is decided and not done yet, and who had to leave.
@Singleton
public final class PreemptionTable {

    private static final String PUT =
            """
            insert into preemption (by_workload, body)
            select by, body from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(by uuid, body text)
            on conflict (by_workload) do update set body = excluded.body
            """;

    private static final String NOTE =
            """
            insert into evicted (workload_id, attempt, at)
            select workload, attempt, at from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as r(workload uuid, attempt int, at timestamptz)
            on conflict (workload_id) do update set attempt = excluded.attempt, at = excluded.at
            """;

    /// The query for what is decided and not done yet, each as one line.
    public static final String ALL = "select body as line from preemption";

    /// The query for those that had to leave once and are not over, each as one line.
    public static final String EVICTED =
            """
            select cast(json_build_object('workload', e.workload_id, 'attempt', e.attempt, 'at', e.at) as text) as line
            from evicted e join workload w on w.id = e.workload_id
            where w.state not in ('SUCCEEDED', 'FAILED', 'CANCELLED')
            """;

    /// Whoever has a seat there is named with it; no other node is.
    private static final String KEPT_ON =
            "select count(*) from preemption where position(cast(:node as text) in body) > 0";

    private record Row(UUID by, String body) {}

    /// A workload that had to leave.
    ///
    /// @param attempt the one that ended so
    public record Evicted(UUID workload, int attempt, Instant at) {}

    /// From now on these and no others.
    public Uni<Void> replace(Mutiny.Session session, Collection<Preemption> decided) {
        List<Row> rows = decided.stream().map(p -> new Row(p.by().value(), Rows.json(p))).toList();
        return session.createNativeQuery("delete from preemption")
                .executeUpdate()
                .chain(() -> Rows.write(session, PUT, rows))
                .replaceWithVoid();
    }

    /// For how many decisions places are kept on the node.
    public Uni<Long> keptOn(Mutiny.Session session, NodeId node) {
        return session.createNativeQuery(KEPT_ON, Long.class)
                .setParameter("node", node.toString())
                .getSingleResult();
    }

    public Uni<Integer> note(Mutiny.Session session, Collection<Eviction> evictions, Instant now) {
        return Rows.write(
                session,
                NOTE,
                evictions.stream()
                        .map(e -> new Evicted(e.victim().value(), e.attempt(), now))
                        .toList());
    }
}
