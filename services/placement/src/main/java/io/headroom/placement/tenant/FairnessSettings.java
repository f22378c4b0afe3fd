package io.headroom.placement.tenant;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import io.headroom.contracts.tenant.UseUnit;

/// How it is decided whose turn it is, where tenants are declared and their trees do not say it themselves: `headroom.fairness.*`.
@ConfigMapping(prefix = "headroom.fairness")
public interface FairnessSettings {

    /// After which use of the past counts half: at half of it a tenant that was busy yesterday is forgiven today, at twice of it a burst is held against it for a month.
    @WithDefault("7D")
    Duration halfLife();

    /// What use is counted in: `gpu-hours`, or `dollars`, so that an hour on a dear GPU counts for more.
    @WithDefault("gpu-hours")
    UseUnit measuredIn();

    /// After which a workload goes before all others, whatever their priority and tenant: the bound on starving. At half of it priority means less in a long queue, at twice of it the last ones wait longer.
    @WithDefault("1D")
    Duration overdue();
}
