package io.headroom.provisioning.provider.endpoint;

import java.net.URI;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Where each provider is: at its own address, at one that was set, or played by the simulator.
@Singleton
public final class Endpoints {

    private final Optional<String> simulator;

    @Inject
    public Endpoints(@ConfigProperty(name = "headroom.simulator.url") Optional<String> simulator) {
        this.simulator = simulator;
    }

    public boolean simulated() {
        return simulator.isPresent();
    }

    /// The address that was set, else the simulator's; empty means the provider's own.
    public Optional<URI> of(Optional<String> set, String simulatorPath) {
        return set.or(() -> simulator.map(base -> base.replaceAll("/+$", "") + simulatorPath))
                .map(URI::create);
    }
}
