package io.headroom.local;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/// The services that `up` runs, in the order in which they are shown.
public enum LocalService {
    CONSOLE("console", 0, null),
    PLACEMENT("placement", 1, "placement"),
    DEMAND_FORECAST("demand-forecast", 2, "forecast"),
    PROVISIONING("provisioning", 3, "provisioning"),
    COST("cost", 4, "cost"),
    CLOUD_SIMULATOR("cloud-simulator", 5, null);

    private final String processName;
    private final int portOffset;
    private final Optional<String> schema;

    LocalService(String processName, int portOffset, @Nullable String schema) {
        this.processName = processName;
        this.portOffset = portOffset;
        this.schema = Optional.ofNullable(schema);
    }

    public String processName() {
        return processName;
    }

    public int portOffset() {
        return portOffset;
    }

    /// Its schema in the database, which is its runtime role and its word in subjects as well.
    public Optional<String> schema() {
        return schema;
    }
}
