package io.headroom.agent.requests;

import io.headroom.contracts.workload.RequestCounter;

/// Something whose requests can be counted.
@FunctionalInterface
public interface RequestSource {

    /// Asks it; may wait for seconds, and ends when its thread is interrupted.
    ///
    /// @param port its own
    Count requests(RequestCounter counter, int port) throws NotCounted;
}
