package io.headroom.cost.lease;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.node.NodeId;
import io.headroom.platform.database.Rows;

/// What there is to do for leases, by one look: which are due, whose agents are to be told, and when the next is due.
///
/// @param due the most important first
record LeaseWork(List<NodeId> due, List<JsonNode> unsaid, Instant nextDue) {

    private static final int BATCH = 256;

    private static final String LOOK =
            """
            select cast(json_build_object('due', d.node) as text) from (select node from lease
                where standing <> 'ended' and renew_at <= cast(cast(:now as text) as timestamptz)
                order by priority desc, renew_at limit 256) d
            union all
            select cast(json_build_object('node', node, 'version', version, 'standing', standing, 'noticed', noticed,
                'revision', revision, 'lease', doc -> 'lease') as text) from (select * from lease
                where unsaid limit 256) u
            union all
            select cast(json_build_object('next', min(renew_at)) as text) from lease
                where standing <> 'ended' and renew_at > cast(cast(:now as text) as timestamptz)
            """;

    static Uni<LeaseWork> at(Mutiny.Session session, Instant now) {
        return Rows.documents(session, LOOK, Map.of("now", now.toString())).map(LeaseWork::of);
    }

    private static LeaseWork of(List<JsonNode> rows) {
        return new LeaseWork(
                rows.stream()
                        .filter(r -> r.has("due"))
                        .map(r -> NodeId.of(r.get("due").asText()))
                        .toList(),
                rows.stream().filter(r -> r.has("lease")).toList(),
                rows.stream()
                        .filter(r -> r.hasNonNull("next"))
                        .map(r -> Rows.instant(r.get("next")))
                        .findFirst()
                        .orElse(Instant.MAX));
    }

    boolean hasMore() {
        return !due.isEmpty() || unsaid.size() == BATCH;
    }
}
