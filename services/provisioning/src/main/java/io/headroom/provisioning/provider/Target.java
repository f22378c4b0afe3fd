package io.headroom.provisioning.provider;

import io.headroom.contracts.node.NodeId;

/// One machine of a provider, for ending it and for looking at it.
///
/// @param providerId its name there; the controller's address for machines of our own
/// @param credentials the name of the secret that opens a machine of our own; empty otherwise
public record Target(
        NodeId node, String providerId, String region, String zone, String credentials) {}
