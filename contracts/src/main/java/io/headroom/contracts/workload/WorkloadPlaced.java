package io.headroom.contracts.workload;

import java.util.List;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// Every replica of a workload has a node and devices, ready or on the way.
@EventName(context = "placement", name = "workload-placed")
public record WorkloadPlaced(Workload workload, List<ReplicaPlacement> placements)
        implements Event {

    @Override
    public String key() {
        return workload.id().toString();
    }

    @Override
    public long version() {
        return workload.version();
    }
}
