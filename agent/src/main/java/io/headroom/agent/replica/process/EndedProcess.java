package io.headroom.agent.replica.process;

import java.time.Duration;

import io.headroom.agent.replica.RunningReplica;

/// A replica that ended while no agent ran.
record EndedProcess(String handle) implements RunningReplica {

    @Override
    public void stop(Duration grace) {}

    @Override
    public void release() {}
}
