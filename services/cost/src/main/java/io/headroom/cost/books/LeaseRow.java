package io.headroom.cost.books;

import com.fasterxml.jackson.databind.JsonNode;

import io.headroom.contracts.budget.PurchaseId;
import io.headroom.contracts.node.NodeId;
import io.headroom.engine.budget.lease.PaidNode;
import io.headroom.platform.database.Rows;

/// A node's lease and the purchase that it was granted for.
public record LeaseRow(PurchaseId purchase, PaidNode paid) {

    /// Of a notice that was written: nobody noted at which revision.
    public static final long SOME_REVISION = -1;

    static LeaseRow of(JsonNode row) {
        return new LeaseRow(
                PurchaseId.of(row.get("purchase").asText()),
                Rows.read(row.get("doc"), PaidNode.class));
    }

    public NodeId node() {
        return paid.spend().node();
    }

    public boolean isOver() {
        return paid.standing() == PaidNode.Standing.ENDED;
    }
}
