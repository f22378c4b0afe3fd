package io.headroom.contracts.workload;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;
import io.headroom.contracts.node.NodeId;

/// A workload is told that it must leave for another, not before an instant: time to write a checkpoint. It may be spared yet, if room
/// appears elsewhere.
///
/// @param by who its place is for; the workload itself where its node is emptied
/// @param why what the rules say, for people
/// @param moved whether a place elsewhere is kept for it, so that it starts again at once; no if absent
/// @param emptied the node that goes once it has left; absent where it leaves for another
@EventName(context = "placement", name = "workload-notice-given")
public record WorkloadNoticeGiven(
        Workload workload,
        WorkloadId by,
        Instant notBefore,
        String why,
        @Nullable Boolean moved,
        @Nullable NodeId emptied)
        implements Event {

    /// For another.
    public WorkloadNoticeGiven(
            Workload workload, WorkloadId by, Instant notBefore, String why, boolean moved) {
        this(workload, by, notBefore, why, moved, null);
    }

    public WorkloadNoticeGiven {
        moved = moved != null && moved;
    }

    @Override
    public String key() {
        return workload.id().toString();
    }

    @Override
    public long version() {
        return workload.version();
    }
}
