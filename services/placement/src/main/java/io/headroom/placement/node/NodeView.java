package io.headroom.placement.node;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.node.Node;

/// A node as placement sees it.
///
/// @param closed nothing may be bound to it any more
/// @param occupancyVersion counts what was said of what it holds
/// @param generation of its desired state as decided; @param written the one that stands in the bucket
/// @param bootId the boot whose reports were seen; @param reportsSeen the last of them
/// @param data names of the models and data sets that are thought to be on its disk
public record NodeView(
        Node node,
        boolean closed,
        long occupancyVersion,
        @Nullable Instant idleSince,
        long generation,
        long written,
        String bootId,
        long reportsSeen,
        List<String> data) {}
