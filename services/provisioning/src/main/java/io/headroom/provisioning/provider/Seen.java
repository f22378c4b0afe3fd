package io.headroom.provisioning.provider;

import java.time.Instant;
import java.util.Optional;

import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.pool.ProviderKind;

/// A machine that carries our cell's tag, as its provider shows it.
///
/// @param node the node that its tag names; empty when the tag is not readable
public record Seen(
        String providerId,
        Optional<NodeId> node,
        String pool,
        String region,
        String zone,
        State state,
        Instant launchedAt) {

    /// What it does to the bill.
    public enum State {
        RUNNING,
        /// Told to stop, and not yet to be started again.
        STOPPING,
        STOPPED,
        /// Told to end, not gone yet.
        ENDING,
        GONE
    }

    /// Whether it carries a node's tag and is another machine than the node's own: the answer to its launch was lost, and the provider
    /// launched again for the same token. A machine of our own is never that: its address may have been declared anew.
    public boolean doubles(Node its) {
        String own = its.providerId();
        return its.provider() != ProviderKind.REDFISH && own != null && !own.equals(providerId);
    }
}
