package io.headroom.platform.loop;

import io.headroom.platform.leader.Epoch;

/// One turn of a loop: load, plan, write. It runs on the loop's own thread and may wait.
@FunctionalInterface
public interface LoopBody {

    void turn(Epoch epoch);

    /// What it does instead while another process leads: on the same thread, so that never both are under way. Most wait.
    default void standBy() {}
}
