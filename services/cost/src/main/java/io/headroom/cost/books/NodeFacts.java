package io.headroom.cost.books;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.cost.sql.Sql;
import io.headroom.engine.budget.CostSplit;

/// What is known of a node besides its money.
///
/// @param readySince when it could first hold something; absent before
/// @param history what it held, oldest first
public record NodeFacts(
        NodeId node,
        long version,
        NodeState state,
        int milliGpu,
        @Nullable Instant readySince,
        List<CostSplit.Occupancy> history) {

    static NodeFacts of(JsonNode row, List<CostSplit.Occupancy> history) {
        JsonNode ready = row.get("ready_since");
        return new NodeFacts(
                NodeId.of(row.get("node").asText()),
                row.get("version").asLong(),
                Sql.read(row.get("state"), NodeState.class),
                row.get("milli_gpu").asInt(),
                ready == null || ready.isNull() ? null : Sql.instant(ready),
                history);
    }
}
