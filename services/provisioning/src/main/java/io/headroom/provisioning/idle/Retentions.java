package io.headroom.provisioning.idle;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeRetained;
import io.headroom.engine.scaling.fact.NodeFact.Retained;
import io.headroom.platform.database.Rows;

/// What placement said last of each node that it did not let go: for a while that is not asked again.
public final class Retentions {

    /// The query for those of nodes that are not gone, each as one line.
    public static final String ALL =
            """
            select cast(json_build_object('node', r.node, 'why', json_build_object('at', r.at, 'why', r.why)) as text) as line
            from retention r join node n on n.id = r.node
            where n.state not in ('TERMINATED', 'FAILED') order by r.node
            """;

    private static final String PUT =
            """
            insert into retention (node, at, why)
            select node, at, why from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as r(node uuid, at timestamptz, why text)
            on conflict (node) do update set at = excluded.at, why = excluded.why
            """;

    private static final String FORGET = "delete from retention where at < :old";

    /// Nobody waits longer than that before asking again.
    private static final Duration KEPT = Duration.ofDays(1);

    private Retentions() {}

    /// One line of the query.
    public record Line(NodeId node, Retained why) {}

    private record Row(NodeId node, Instant at, String why) {}

    /// Of a node that is named twice the last word counts.
    private static Collection<Row> rows(Collection<NodeRetained> said, Instant now) {
        Map<NodeId, Row> rows = new LinkedHashMap<>();
        said.forEach(s -> rows.put(s.node(), new Row(s.node(), now, s.why())));
        return rows.values();
    }

    public static Uni<Void> put(
            Mutiny.Session session, Collection<NodeRetained> said, Instant now) {
        return Rows.write(session, PUT, rows(said, now))
                .chain(
                        written ->
                                written == 0
                                        ? Uni.createFrom().item(0)
                                        : Rows.execute(
                                                session, FORGET, Map.of("old", now.minus(KEPT))))
                .replaceWithVoid();
    }
}
