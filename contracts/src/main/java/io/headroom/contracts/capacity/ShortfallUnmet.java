package io.headroom.contracts.capacity;

import java.time.Instant;
import java.util.List;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;
import io.headroom.contracts.workload.PendingReason;
import io.headroom.contracts.workload.WorkloadId;

/// What of a lane's shortfall is not bought, and why not; it replaces the last one. No items: nothing is left unmet.
///
/// @param version counts what was said of the lane
@EventName(context = "provisioning", name = "shortfall-unmet")
public record ShortfallUnmet(String lane, long version, Instant at, List<Item> items)
        implements Event {

    /// @param replicas how many are left without capacity
    /// @param workloads whose replicas they are, at most the first 100
    public record Item(
            Shape shape, int replicas, List<WorkloadId> workloads, PendingReason reason) {}

    @Override
    public String key() {
        return lane;
    }

    @Override
    public long version() {
        return version;
    }
}
