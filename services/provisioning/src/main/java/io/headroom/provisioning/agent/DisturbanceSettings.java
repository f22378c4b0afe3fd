package io.headroom.provisioning.agent;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// When what runs on a node counts as disturbed by its neighbours: `headroom.disturbance.*`. Percent of the last minute in which something on it
/// stood still for want of CPU, memory or IO.
@ConfigMapping(prefix = "headroom.disturbance")
public interface DisturbanceSettings {

    /// From here on it is disturbed. Nodes that are merely busy show 20 to 40: at half of it most of a busy fleet would be, at twice of it none ever is.
    @WithDefault("50")
    double above();

    /// Below this it is so no longer. As far below the other that a node which swings around one of them is not told of each minute; at half of it a node
    /// stays disturbed long after, at twice of it the two are one.
    @WithDefault("25")
    double below();
}
