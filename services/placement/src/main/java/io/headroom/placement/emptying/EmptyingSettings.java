package io.headroom.placement.emptying;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What is spared when nodes are emptied so that they may go: `headroom.consolidation.*`.
@ConfigMapping(prefix = "headroom.consolidation")
public interface EmptyingSettings {

    /// Virtual: a workload that was moved off a node is not moved off another for so long. At half of it the same work may be disturbed
    /// four times an hour, at twice of it a node may be kept for the sake of one workload for an hour.
    @WithDefault("PT30M")
    Duration moveAgainAfter();
}
