package io.headroom.contracts.node;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// What a node holds, said on every change.
///
/// @param version counts the occupancies of the node
/// @param usedMilliGpu thousandths of GPUs that bound replicas hold
/// @param idleSince since when nothing is bound; absent while something is
@EventName(context = "placement", name = "node-occupancy")
public record NodeOccupancy(
        NodeId node,
        long version,
        Instant at,
        int replicas,
        int usedMilliGpu,
        List<Occupant> occupants,
        @Nullable Instant idleSince)
        implements Event {

    @Override
    public String key() {
        return node.toString();
    }

    @Override
    public long version() {
        return version;
    }
}
