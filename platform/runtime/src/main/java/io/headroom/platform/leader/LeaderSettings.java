package io.headroom.platform.leader;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How long leadership lasts, in the database's real time: `headroom.leader.*`.
@ConfigMapping(prefix = "headroom.leader")
public interface LeaderSettings {

    /// Leaves 6 s after a renewal is due, since provider calls start only with more than 5 s left. Half leaves no time for
    /// them, twice is twice the pause after a leader's death. Placement calls no provider: there it is 6 s.
    @WithDefault("8s")
    Duration lease();

    /// Three renewals may fail before the lease ends. In placement it is 1.5 s.
    @WithDefault("2s")
    Duration renewEvery();
}
