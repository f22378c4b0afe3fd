package io.headroom.provisioning.node;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.node.Node;
import io.headroom.platform.database.Rows;

/// Writes many nodes with one statement each.
final class NodeLines {

    private static final String INSERT =
            """
            insert into node (id, version, state, pool, purchase, created_at, since, body)
            select cast(id as uuid), version, state, pool, cast(purchase as uuid), created, since, body
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as r(id text, version bigint, state text, pool text, purchase text, created timestamptz,
                     since timestamptz, body text)
            on conflict (id) do nothing
            """;
    private static final String UPDATE =
            """
            update node set version = r.version, state = r.state, since = r.since, body = r.body,
                purchase = cast(r.purchase as uuid)
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as r(id text, version bigint, state text, since timestamptz, body text, purchase text)
            where node.id = cast(r.id as uuid)
            """;

    private NodeLines() {}

    static Uni<Integer> insert(Mutiny.Session session, Collection<NodeRow> rows) {
        return write(session, INSERT, rows);
    }

    static Uni<Integer> update(Mutiny.Session session, Collection<NodeRow> rows) {
        return write(session, UPDATE, rows);
    }

    private static Uni<Integer> write(
            Mutiny.Session session, String sql, Collection<NodeRow> rows) {
        String lines =
                rows.stream().map(NodeLines::line).collect(Collectors.joining(",", "[", "]"));
        return Rows.execute(session, sql, Map.of("rows", lines));
    }

    private static String line(NodeRow row) {
        Node node = row.node();
        return Rows.json(
                Map.of(
                        "id", node.id().toString(),
                        "version", node.version(),
                        "state", node.state().name(),
                        "pool", node.pool(),
                        "purchase", row.purchase().toString(),
                        "created", row.createdAt(),
                        "since", node.since(),
                        "body", Rows.json(row)));
    }
}
