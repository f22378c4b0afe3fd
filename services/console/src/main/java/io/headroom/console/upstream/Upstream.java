package io.headroom.console.upstream;

import java.util.List;
import java.util.Locale;

/// A service behind the console.
public enum Upstream {
    PLACEMENT,
    DEMAND_FORECAST,
    PROVISIONING,
    COST,
    /// Only in a local system.
    CLOUD_SIMULATOR;

    /// Those that every system has.
    public static final List<Upstream> SERVICES =
            List.of(PLACEMENT, DEMAND_FORECAST, PROVISIONING, COST);

    /// What people call it: `demand-forecast`.
    public String serviceName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
