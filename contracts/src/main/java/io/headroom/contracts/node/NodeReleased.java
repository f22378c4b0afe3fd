package io.headroom.contracts.node;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// Nothing runs on the node and nothing will be bound to it: it may end.
@EventName(context = "placement", name = "node-released")
public record NodeReleased(NodeId node, long nodeVersion) implements Event {

    @Override
    public String key() {
        return node.toString();
    }

    @Override
    public long version() {
        return nodeVersion;
    }
}
