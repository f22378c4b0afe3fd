package io.headroom.contracts.node;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// A node was planned, moved on, or changed its price.
///
/// @param previous the state before; absent for a new node
@EventName(context = "provisioning", name = "node-state-changed")
public record NodeStateChanged(Node node, @Nullable NodeState previous, NodeReason why)
        implements Event {

    @Override
    public String key() {
        return node.id().toString();
    }

    @Override
    public long version() {
        return node.version();
    }
}
