package io.headroom.cost.lease;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.headroom.contracts.time.VirtualClock;
import io.headroom.engine.budget.lease.LeasePolicy;

/// Makes the policy that the engine decides by, its deadlines stretched to their real floors.
@ApplicationScoped
class LeasePolicies {

    @Produces
    @Singleton
    LeasePolicy policy(LeaseSettings settings, VirtualClock clock) {
        Duration shortest = clock.atLeastReal(Duration.ZERO, settings.shortest());
        return new LeasePolicy(
                settings.length(),
                shortest,
                clock.atLeastReal(settings.margin(), settings.leastMargin()),
                settings.retryAfter(),
                clock.atLeastReal(settings.grace(), settings.leastGrace()),
                clock.atLeastReal(settings.overrun(), settings.leastOverrun()));
    }
}
