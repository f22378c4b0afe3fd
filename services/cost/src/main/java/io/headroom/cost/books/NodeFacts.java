package io.headroom.cost.books;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.node.Occupant;
import io.headroom.engine.budget.lease.CostSplit;
import io.headroom.platform.database.Rows;

/// What is known of a node besides its money.
///
/// @param providerId what the provider, and its invoice, call it
/// @param model of its GPUs
/// @param readySince when it could first hold something; absent before
/// @param history what it held, oldest first
public record NodeFacts(
        NodeId node,
        long version,
        NodeState state,
        int milliGpu,
        @Nullable Instant readySince,
        @Nullable String providerId,
        @Nullable String model,
        List<CostSplit.Occupancy> history) {

    static NodeFacts of(JsonNode row) {
        List<CostSplit.Occupancy> history = new ArrayList<>();
        for (JsonNode one : row.get("history")) {
            List<Occupant> occupants = new ArrayList<>();
            one.get("doc").forEach(o -> occupants.add(Rows.read(o, Occupant.class)));
            history.add(new CostSplit.Occupancy(Rows.instant(one.get("at")), occupants));
        }
        JsonNode ready = row.get("ready_since");
        return new NodeFacts(
                NodeId.of(row.get("node").asText()),
                row.get("version").asLong(),
                Rows.read(row.get("state"), NodeState.class),
                row.get("milli_gpu").asInt(),
                ready == null || ready.isNull() ? null : Rows.instant(ready),
                row.path("provider_id").isTextual() ? row.get("provider_id").asText() : null,
                row.path("model").isTextual() ? row.get("model").asText() : null,
                history);
    }
}
