package io.headroom.placement.emptying;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.placement.emptying.Emptying;
import io.headroom.engine.placement.emptying.EmptyingPlan.Leaves;
import io.headroom.engine.placement.emptying.ToEmpty.Asked;
import io.headroom.platform.database.Rows;

/// What is asked, what is decided and not done yet, and who was moved.
@Singleton
public final class EmptyingTable {

    /// The query for what is not answered yet, each as one line.
    public static final String ASKED = "select body as line from emptying_asked order by node";

    /// The query for what is decided and not done yet, each as one line.
    public static final String UNDER_WAY = "select body as line from emptying order by node";

    /// The query for those that were moved and are not over, each as one line.
    public static final String MOVED =
            """
            select cast(json_build_object('workload', m.workload_id, 'at', m.at) as text) as line
            from moved_off m join workload w on w.id = m.workload_id
            where w.state not in ('SUCCEEDED', 'FAILED', 'CANCELLED')
            """;

    private static final String ASK =
            """
            insert into emptying_asked (node, body)
            select node, body from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(node uuid, body text)
            on conflict (node) do update set body = excluded.body
            """;

    private static final String ANSWERED =
            "delete from emptying_asked where node = any (cast(string_to_array(:nodes, ',') as uuid[]))";

    private static final String PUT =
            """
            insert into emptying (node, body)
            select node, body from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(node uuid, body text)
            """;

    private static final String NOTE =
            """
            insert into moved_off (workload_id, at)
            select workload, at from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(workload uuid, at timestamptz)
            on conflict (workload_id) do update set at = excluded.at
            """;

    /// Whoever has a seat there is named with it; no other node is.
    private static final String KEPT_ON =
            "select count(*) from emptying where position(cast(:node as text) in body) > 0";

    private record Row(UUID node, String body) {}

    /// A workload that was moved off a node.
    public record Moved(WorkloadId workload, Instant at) {}

    public Uni<Integer> ask(Mutiny.Session session, Asked asked) {
        return Rows.write(session, ASK, List.of(new Row(asked.node().value(), Rows.json(asked))));
    }

    /// For how many decisions places are kept on the node, or it is emptied.
    public Uni<Long> keptOn(Mutiny.Session session, NodeId node) {
        return session.createNativeQuery(KEPT_ON, Long.class)
                .setParameter("node", node.toString())
                .getSingleResult();
    }

    public Uni<Void> answered(Mutiny.Session session, Collection<NodeId> nodes) {
        return nodes.isEmpty()
                ? Uni.createFrom().voidItem()
                : Rows.execute(session, ANSWERED, Map.of("nodes", Rows.ids(nodes)))
                        .replaceWithVoid();
    }

    /// From now on these and no others.
    public Uni<Void> replace(Mutiny.Session session, Collection<Emptying> underWay) {
        List<Row> rows =
                underWay.stream().map(e -> new Row(e.node().value(), Rows.json(e))).toList();
        return session.createNativeQuery("delete from emptying")
                .executeUpdate()
                .chain(() -> Rows.write(session, PUT, rows))
                .replaceWithVoid();
    }

    public Uni<Integer> note(Mutiny.Session session, Collection<Leaves> moved, Instant now) {
        return Rows.write(
                session, NOTE, moved.stream().map(m -> new Moved(m.workload(), now)).toList());
    }
}
