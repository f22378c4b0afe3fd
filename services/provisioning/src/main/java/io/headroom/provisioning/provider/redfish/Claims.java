package io.headroom.provisioning.provider.redfish;

import java.time.Instant;
import java.util.Optional;

import io.headroom.contracts.node.NodeId;

/// Which machine was switched on for which node. Written before the switch is pressed, and only for a machine that was seen off:
/// whoever comes after a crash tells by it a machine of ours from one that somebody else has switched on. Not every controller
/// keeps a tag that would say so.
interface Claims {

    /// @param at when it was seen off
    record Claim(NodeId node, Instant at) {}

    Optional<Claim> find(String system);

    /// Replaces what was claimed before.
    void put(String system, Claim claim);

    /// Takes a node's claim back; another one's stays.
    void drop(String system, NodeId node);
}
