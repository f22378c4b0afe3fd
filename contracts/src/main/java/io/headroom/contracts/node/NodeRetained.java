package io.headroom.contracts.node;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// The node is in use: it must stay.
@EventName(context = "placement", name = "node-retained")
public record NodeRetained(NodeId node, long nodeVersion, String why) implements Event {

    @Override
    public String key() {
        return node.toString();
    }

    @Override
    public long version() {
        return nodeVersion;
    }
}
