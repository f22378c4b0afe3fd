package io.headroom.cloudsim.call;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

import jakarta.inject.Singleton;

import io.headroom.cloudsim.SimulatorConfig;
import io.headroom.cloudsim.fault.Fault.Kind;
import io.headroom.cloudsim.fault.Faults;
import io.headroom.cloudsim.fault.Occasion;
import io.headroom.cloudsim.machine.Pace;
import io.headroom.cloudsim.machine.Refused;
import io.headroom.cloudsim.machine.Refused.Why;
import io.headroom.cloudsim.market.Provider;
import io.headroom.contracts.time.VirtualClock;

/// What every call to a provider's API passes first: slowness, outages, throttling, permissions.
@Singleton
public class Gate {

    private static final Duration SLOW = Duration.ofSeconds(5);

    private final Faults faults;
    private final Pace pace;
    private final VirtualClock clock;
    private final SimulatorConfig config;
    private final Map<Provider, Bucket> buckets = new EnumMap<>(Provider.class);

    /// Tokens that refill with real time.
    private static final class Bucket {
        private double tokens;
        private Instant filledAt;

        Bucket(double tokens, Instant filledAt) {
            this.tokens = tokens;
            this.filledAt = filledAt;
        }
    }

    public Gate(Faults faults, Pace pace, VirtualClock clock, SimulatorConfig config) {
        this.faults = faults;
        this.pace = pace;
        this.clock = clock;
        this.config = config;
    }

    public void pass(Provider provider, String action) {
        Occasion call = Occasion.call(provider, action);
        faults.strike(Kind.SLOW_API, call)
                .ifPresent(
                        fault -> {
                            Duration delay = fault.delay();
                            pause(delay == null ? SLOW : delay);
                        });
        if (faults.strike(Kind.API_DOWN, call).isPresent()) {
            throw new Refused(Why.DOWN, "the service is unavailable");
        }
        if (faults.strike(Kind.THROTTLE, call).isPresent() || !taken(provider)) {
            throw new Refused(Why.THROTTLED, "request limit exceeded");
        }
        if (faults.strike(Kind.UNAUTHORISED, call).isPresent()) {
            throw new Refused(Why.UNAUTHORISED, "you are not authorized to perform this operation");
        }
    }

    /// Whether the answer to a call that was carried out gets lost.
    public boolean losesAnswer(Provider provider, String action) {
        return faults.strike(Kind.LOST_RESPONSE, Occasion.call(provider, action)).isPresent();
    }

    private synchronized boolean taken(Provider provider) {
        if (pace.atOnce().on() || provider == Provider.REDFISH) {
            return true;
        }
        Instant now = clock.realTime().instant();
        Bucket bucket =
                buckets.computeIfAbsent(provider, p -> new Bucket(config.requestBurst(), now));
        double refill =
                Duration.between(bucket.filledAt, now).toNanos() / 1e9 * config.requestsPerSecond();
        bucket.tokens = Math.min(config.requestBurst(), bucket.tokens + Math.max(0, refill));
        bucket.filledAt = now;
        if (bucket.tokens < 1) {
            return false;
        }
        bucket.tokens--;
        return true;
    }

    private static void pause(Duration delay) {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
