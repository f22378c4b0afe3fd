package io.headroom.provisioning.provider;

import java.time.Instant;
import java.util.Optional;

import io.headroom.contracts.node.NodeId;

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
}
