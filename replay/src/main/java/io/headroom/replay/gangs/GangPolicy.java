package io.headroom.replay.gangs;

import java.util.Optional;
import java.util.stream.Stream;

/// A way to order a queue.
public enum GangPolicy {
    /// In the order of arrival; who does not fit holds up all behind.
    FIFO("fifo"),
    /// Likewise, but others may go ahead if the first is not delayed by it.
    BACKFILL("fifo-backfill"),
    /// The higher priority first, then the earlier; who does not fit is passed over.
    PRIORITY("priority-only"),
    HEADROOM("headroom"),
    /// Headroom where all have one priority, as under FIFO and backfill: what honouring priorities costs is the difference.
    HEADROOM_ALIKE("headroom-one-priority");

    private final String label;

    GangPolicy(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    public static Optional<GangPolicy> find(String label) {
        return Stream.of(values()).filter(one -> one.label.equals(label)).findFirst();
    }

    GangScheduler scheduler(GangRequest request) {
        return switch (this) {
            case FIFO, BACKFILL, PRIORITY -> new QueueScheduler(this, request);
            case HEADROOM -> new PlannerScheduler(request, GangJob::priority);
            case HEADROOM_ALIKE -> new PlannerScheduler(request, _ -> 0);
        };
    }
}
