package io.headroom.replay.gangs;

import java.util.List;

/// A policy at work: it knows who waits and who runs, and says who starts.
interface GangScheduler {

    void arrives(GangJob job);

    void ends(GangJob job);

    /// Those that start at this second; they run from now on.
    List<GangJob> start(long second);

    boolean hasWaiting();
}
