package io.headroom.contracts.node;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// Provisioning would let a node go. Answered by [NodeReleased] or [NodeRetained].
///
/// @param nodeVersion the version that the request was decided on
@EventName(context = "provisioning", name = "node-release-requested")
public record NodeReleaseRequested(NodeId node, long nodeVersion, NodeReason why) implements Event {

    @Override
    public String key() {
        return node.toString();
    }

    @Override
    public long version() {
        return nodeVersion;
    }
}
