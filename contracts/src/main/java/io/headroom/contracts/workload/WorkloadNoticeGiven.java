package io.headroom.contracts.workload;

import java.time.Instant;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// A workload is told that it must leave for another, not before an instant: time to write a checkpoint. It may be spared yet, if room
/// appears elsewhere.
///
/// @param by who its place is for
/// @param why what the rules say, for people
@EventName(context = "placement", name = "workload-notice-given")
public record WorkloadNoticeGiven(Workload workload, WorkloadId by, Instant notBefore, String why)
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
