package io.headroom.cloudsim.machine;

import java.time.Instant;

/// When the spot market takes a machine back.
public record Reclaim(Instant noticeAt, Instant goneAt, Told told) {

    /// Whether the machine has been told.
    public enum Told {
        NOT_YET,
        YES
    }

    public boolean noticeDue(Instant now) {
        return told == Told.NOT_YET && !noticeAt.isAfter(now);
    }

    public boolean due(Instant now) {
        return !goneAt.isAfter(now);
    }

    public Reclaim toldNow() {
        return new Reclaim(noticeAt, goneAt, Told.YES);
    }
}
