package io.headroom.forecast.part;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How finely demand is told apart: `headroom.forecast.parts.*`.
@ConfigMapping(prefix = "headroom.forecast.parts")
public interface PartSettings {

    /// How many tenants, classes and shapes of a series get a forecast of their own, each, 1 to 500; those that wanted most in the last
    /// 15 days do, the others together are `~others`. Each costs 0.2 MB of memory, and 1.5 ms and 4 kB written a minute: twice as many, twice that.
    @WithDefault("24")
    int most();
}
