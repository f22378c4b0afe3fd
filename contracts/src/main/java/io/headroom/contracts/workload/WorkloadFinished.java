package io.headroom.contracts.workload;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// A workload is over: succeeded, failed or cancelled.
@EventName(context = "placement", name = "workload-finished")
public record WorkloadFinished(Workload workload) implements Event {

    @Override
    public String key() {
        return workload.id().toString();
    }

    @Override
    public long version() {
        return workload.version();
    }
}
