package io.headroom.contracts.node;

import java.util.List;

/// All that a node is told to run, whole each time; the agent makes it so.
///
/// @param epoch of the placement leader that wrote it; a lower one is refused
/// @param generation counts the states of the node within the epoch; a lower one is refused
/// @param reportsSeen the highest sequence of replica reports that placement has stored for the boot
/// @param bootId the boot that `reportsSeen` belongs to; empty if none
public record DesiredState(
        NodeId node,
        long epoch,
        long generation,
        List<ReplicaAssignment> replicas,
        long reportsSeen,
        String bootId) {}
