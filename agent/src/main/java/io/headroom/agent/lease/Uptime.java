package io.headroom.agent.lease;

import java.time.Duration;

/// The clock that nobody can set back: time since the machine started.
public interface Uptime {

    /// Another one means that the count started anew.
    String bootId();

    Duration sinceBoot();
}
