package io.headroom.agent.replica;

import java.time.Duration;

/// A replica that was started and has not been seen to end.
public interface RunningReplica {

    /// What a later agent process finds it again by.
    String handle();

    /// Asks it to end, and ends it after the grace; returns at once. The end itself is told to the one who started it.
    void stop(Duration grace);

    /// The agent goes and the replica stays: nothing more is told of it in this process.
    void release();
}
