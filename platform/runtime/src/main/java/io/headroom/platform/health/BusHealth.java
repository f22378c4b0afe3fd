package io.headroom.platform.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import io.headroom.platform.bus.BusConnection;

/// Not ready while the bus is away. That of the database is Quarkus' own check of the datasource.
@Readiness
@ApplicationScoped
public class BusHealth implements HealthCheck {

    private final BusConnection bus;

    @Inject
    BusHealth(BusConnection bus) {
        this.bus = bus;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("bus").status(bus.isUp()).build();
    }
}
