package io.headroom.contracts.workload;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// A workload was accepted.
@EventName(context = "placement", name = "workload-submitted")
public record WorkloadSubmitted(Workload workload) implements Event {

    @Override
    public String key() {
        return workload.id().toString();
    }

    @Override
    public long version() {
        return workload.version();
    }
}
