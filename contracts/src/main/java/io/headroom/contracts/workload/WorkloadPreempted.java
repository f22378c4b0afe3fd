package io.headroom.contracts.workload;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// A workload lost its place and waits again; its reason says why.
@EventName(context = "placement", name = "workload-preempted")
public record WorkloadPreempted(Workload workload) implements Event {

    @Override
    public String key() {
        return workload.id().toString();
    }

    @Override
    public long version() {
        return workload.version();
    }
}
