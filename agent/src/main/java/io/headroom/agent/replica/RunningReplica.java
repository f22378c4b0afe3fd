package io.headroom.agent.replica;

import java.time.Duration;
import java.util.Optional;

import io.headroom.agent.requests.Count;
import io.headroom.agent.requests.NotCounted;
import io.headroom.agent.requests.RequestSource;
import io.headroom.contracts.agent.Uncounted;
import io.headroom.contracts.workload.ReadyProbe;
import io.headroom.contracts.workload.RequestCounter;

/// A replica that was started and has not been seen to end.
public interface RunningReplica extends RequestSource {

    /// What a later agent process finds it again by.
    String handle();

    /// Asks it to end, and ends it after the grace; returns at once. The end itself is told to the one who started it.
    void stop(Duration grace);

    /// The agent goes and the replica stays: nothing more is told of it in this process.
    void release();

    /// How long it took in virtual time until what it runs was on the node; zero where it was there already, empty where nothing has to be fetched.
    default Optional<Duration> fetched() {
        return Optional.empty();
    }

    /// Whether it is ready to serve. May wait for as long as the probe lets it, and ends when its thread is interrupted.
    ///
    /// @param replica its index
    default boolean isReady(ReadyProbe probe, int replica) {
        return false;
    }

    /// Serves nothing, unless it says otherwise.
    @Override
    default Count requests(RequestCounter counter, int port) throws NotCounted {
        throw new NotCounted(Uncounted.NO_ANSWER);
    }
}
