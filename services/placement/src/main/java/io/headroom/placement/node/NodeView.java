package io.headroom.placement.node;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.node.Node;

/// A node as placement sees it.
///
/// @param closed nothing may be bound to it any more
/// @param occupancyVersion counts what was said of what it holds
/// @param saidReplicas how many it held when that was said last, -1 where nobody knows; @param saidMilli thousandths of GPUs that they held
/// @param generation of its desired state as decided; @param written the one that stands in the bucket
/// @param bootId the boot whose reports were seen; @param reportsSeen the last of them
/// @param data names of the models and data sets that are thought to be on its disk
public record NodeView(
        Node node,
        boolean closed,
        long occupancyVersion,
        int saidReplicas,
        int saidMilli,
        @Nullable Instant idleSince,
        long generation,
        long written,
        String bootId,
        long reportsSeen,
        List<String> data) {

    /// Whether it holds another thing than was said last, if nothing was bound to it since.
    public boolean holdsOther(int replicas, int milli) {
        return replicas != saidReplicas
                || milli != saidMilli
                || (idleSince != null) != (replicas == 0);
    }
}
