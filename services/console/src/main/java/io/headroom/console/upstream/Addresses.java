package io.headroom.console.upstream;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Where the services are.
@Singleton
public class Addresses {

    private final URI placement;
    private final URI forecast;
    private final URI provisioning;
    private final URI cost;
    private final Optional<URI> simulator;

    @Inject
    Addresses(
            @ConfigProperty(name = "headroom.placement.url") URI placement,
            @ConfigProperty(name = "headroom.forecast.url") URI forecast,
            @ConfigProperty(name = "headroom.provisioning.url") URI provisioning,
            @ConfigProperty(name = "headroom.cost.url") URI cost,
            @ConfigProperty(name = "headroom.simulator.url") Optional<URI> simulator) {
        this.placement = placement;
        this.forecast = forecast;
        this.provisioning = provisioning;
        this.cost = cost;
        this.simulator = simulator;
    }

    /// Absent for the simulator where there is none.
    public Optional<URI> of(Upstream upstream) {
        return switch (upstream) {
            case PLACEMENT -> Optional.of(placement);
            case DEMAND_FORECAST -> Optional.of(forecast);
            case PROVISIONING -> Optional.of(provisioning);
            case COST -> Optional.of(cost);
            case CLOUD_SIMULATOR -> simulator;
        };
    }

    /// All that must be there for this system to work.
    public List<Upstream> needed() {
        return simulator.isPresent() ? List.of(Upstream.values()) : Upstream.SERVICES;
    }
}
