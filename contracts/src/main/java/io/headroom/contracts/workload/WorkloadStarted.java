package io.headroom.contracts.workload;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// All replicas of a workload run.
@EventName(context = "placement", name = "workload-started")
public record WorkloadStarted(Workload workload) implements Event {

    @Override
    public String key() {
        return workload.id().toString();
    }

    @Override
    public long version() {
        return workload.version();
    }
}
