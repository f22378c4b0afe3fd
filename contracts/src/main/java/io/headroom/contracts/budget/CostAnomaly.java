package io.headroom.contracts.budget;

import java.time.Instant;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;
import io.headroom.contracts.node.NodeId;

/// A node costs what it should not: it runs on without a lease, or for more than its worst price.
///
/// @param version the version of the node's lease
/// @param kind `runs-beyond-lease`, `beyond-reserve` or `above-worst-price`
/// @param detail one sentence for people
@EventName(context = "cost", name = "cost-anomaly")
public record CostAnomaly(NodeId node, long version, String kind, String detail, Instant at)
        implements Event {

    @Override
    public String key() {
        return node.toString();
    }

    @Override
    public long version() {
        return version;
    }
}
