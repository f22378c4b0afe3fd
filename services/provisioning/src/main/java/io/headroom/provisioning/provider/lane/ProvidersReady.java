package io.headroom.provisioning.provider.lane;

import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready once the providers' clients are loaded; whether the providers answer is their own affair.
@Readiness
public final class ProvidersReady implements HealthCheck {

    private final Providers providers;

    @Inject
    ProvidersReady(Providers providers) {
        this.providers = providers;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("provider clients").status(providers.isWarm()).build();
    }
}
