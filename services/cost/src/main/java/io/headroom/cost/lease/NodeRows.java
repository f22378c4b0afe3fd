package io.headroom.cost.lease;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.json.DashedEnums;
import io.headroom.contracts.node.NodeId;
import io.headroom.cost.books.Books;
import io.headroom.platform.database.Rows;

/// Keeps what is known of nodes, and forgets what explains no future cost.
final class NodeRows {

    private static final String NODES =
            """
            insert into node as n (node, version, state, milli_gpu, ready_since, provider_id, model)
            select node, version, state, milli_gpu, ready_since, provider_id, model
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(node uuid, version bigint, state text,
                milli_gpu integer, ready_since timestamptz, provider_id text, model text)
            on conflict (node) do update set version = excluded.version, state = excluded.state,
                milli_gpu = excluded.milli_gpu, ready_since = excluded.ready_since,
                provider_id = coalesce(excluded.provider_id, n.provider_id),
                model = coalesce(excluded.model, n.model) where n.version < excluded.version
            """;

    /// What a node held up to when it was charged explains no future cost; the last one before that still does.
    private static final String FORGET =
            """
            delete from occupancy o using lease l
            where l.node = o.node and l.node = any(cast(string_to_array(:nodes, ',') as uuid[]))
            and exists (select 1 from occupancy later where later.node = o.node and later.version > o.version
                and later.at <= cast(l.doc ->> 'settledTo' as timestamptz))
            """;

    private record NodeChange(
            NodeId node,
            long version,
            String state,
            @JsonProperty("milli_gpu") int milliGpu,
            @JsonProperty("ready_since") @Nullable Instant readySince,
            @JsonProperty("provider_id") @Nullable String providerId,
            @Nullable String model) {}

    private NodeRows() {}

    static Uni<Void> write(Mutiny.Session session, Books books, List<NodeId> nodes) {
        List<NodeChange> rows =
                books.learned().stream()
                        .map(
                                f ->
                                        new NodeChange(
                                                f.node(),
                                                f.version(),
                                                DashedEnums.nameOf(f.state()),
                                                f.milliGpu(),
                                                f.readySince(),
                                                f.providerId(),
                                                f.model()))
                        .toList();
        return Rows.write(session, NODES, rows).chain(() -> forget(session, books, nodes));
    }

    private static Uni<Void> forget(Mutiny.Session session, Books books, List<NodeId> nodes) {
        String ids =
                nodes.stream()
                        .filter(n -> books.facts(n).filter(f -> f.history().size() > 1).isPresent())
                        .map(NodeId::toString)
                        .collect(Collectors.joining(","));
        return ids.isEmpty()
                ? Uni.createFrom().voidItem()
                : Rows.execute(session, FORGET, Map.of("nodes", ids)).replaceWithVoid();
    }
}
