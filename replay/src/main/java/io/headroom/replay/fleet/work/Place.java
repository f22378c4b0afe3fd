package io.headroom.replay.fleet.work;

import java.time.Instant;

/// Where replicas run, as far as work knows of it.
public interface Place {

    /// Whether what is bound to it may start.
    boolean isReady();

    /// When it was asked for last.
    Instant askedAt();

    /// A replica is bound to it.
    void put(Placed replica, Instant now);

    /// It is not any more.
    void take(Progress progress, int replica, Instant now);

    /// Something began to run on it.
    void used();
}
