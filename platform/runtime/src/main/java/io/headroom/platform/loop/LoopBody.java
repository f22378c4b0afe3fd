package io.headroom.platform.loop;

import io.headroom.platform.leader.Epoch;

/// One turn of a loop: load, plan, write. It runs on the loop's own thread and may wait.
@FunctionalInterface
public interface LoopBody {

    void turn(Epoch epoch);
}
