package io.headroom.cost.commitment;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.price.CommitmentSpec;
import io.headroom.platform.database.Rows;

/// A commitment as it is kept.
///
/// @param spec as declared; @param since when it counts from: its begin, or its declaration
/// @param accruedTo up to when its fee is in the ledger
record CommitmentRow(
        String name,
        long version,
        CommitmentSpec spec,
        Instant since,
        Instant accruedTo,
        Instant createdAt,
        Instant updatedAt,
        String updatedBy) {

    static CommitmentRow of(JsonNode row) {
        return new CommitmentRow(
                row.get("name").asText(),
                row.get("version").asLong(),
                Rows.read(row.get("spec"), CommitmentSpec.class),
                Rows.instant(row.get("since")),
                Rows.instant(row.get("accrued_to")),
                Rows.instant(row.get("created_at")),
                Rows.instant(row.get("updated_at")),
                row.get("updated_by").asText());
    }

    /// As it counts here.
    CommitmentSpec counting() {
        return spec.countingFrom(since);
    }

    /// Under which the ledger has its fee, as it has a machine's cost under its node.
    NodeId ledgerId() {
        return ledgerId(name);
    }

    static NodeId ledgerId(String name) {
        return new NodeId(
                UUID.nameUUIDFromBytes(("commitment/" + name).getBytes(StandardCharsets.UTF_8)));
    }
}
