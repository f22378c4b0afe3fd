package io.headroom.contracts.budget;

import java.time.Instant;

import io.headroom.contracts.node.NodeId;

/// What a node's agent is told of its lease, in the key-value bucket `lease`.
///
/// @param issuedAt when it was written: with `powerOffBy` it gives the time the agent may count down by itself
/// @param powerOffBy when the agent must have begun to power off, whatever it hears or does not hear
public record LeaseNotice(
        NodeId node, long version, Instant issuedAt, Instant powerOffBy, Instant until) {}
