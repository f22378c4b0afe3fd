package io.headroom.provisioning.provider.lane;

import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

import io.headroom.contracts.pool.ProviderKind;
import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.provisioning.provider.Launched;
import io.headroom.provisioning.provider.Provider;
import io.headroom.provisioning.provider.ProviderException;
import io.headroom.provisioning.provider.endpoint.ProviderSettings;
import io.headroom.provisioning.provider.lane.ProviderLane.Use;

/// Every provider behind its own lane: the only way to call one. Calls block; make them on a virtual thread.
@Singleton
public final class Providers {

    private static final Logger LOG = Logger.getLogger(Providers.class);

    /// A provider that does not answer must not keep the service from the others.
    private static final Duration LONGEST_WARMING = Duration.ofSeconds(5);

    private final Map<ProviderKind, ProviderLane> lanes = new EnumMap<>(ProviderKind.class);
    private volatile boolean warm;

    @Inject
    Providers(
            @All List<Provider> providers,
            ProviderSettings settings,
            InstantSource clock,
            MeterRegistry meters) {
        for (Provider provider : providers) {
            lanes.putIfAbsent(provider.kind(), new ProviderLane(provider, settings, clock, meters));
        }
    }

    public Launched launch(LaunchAttempt attempt) {
        ProviderLane lane = lane(attempt.provider());
        return attempt.startsAgain()
                ? lane.call(Use.LAUNCH, "start", p -> p.start(attempt))
                : lane.call(Use.LAUNCH, "launch", p -> p.launch(attempt));
    }

    public <T> T ask(ProviderKind kind, String action, Function<Provider, T> call) {
        return lane(kind).call(Use.OTHER, action, call);
    }

    public List<ProviderState> states() {
        return lanes.values().stream().map(ProviderLane::state).toList();
    }

    private ProviderLane lane(ProviderKind kind) {
        return Objects.requireNonNull(lanes.get(kind), () -> "no provider " + kind);
    }

    /// Whether the clients are loaded, or will not be for now.
    boolean isWarm() {
        return warm;
    }

    /// The first call of a client loads some thousand classes: that is done before the first launch needs it.
    void start(@Observes StartupEvent event) {
        List<Thread> warming =
                lanes.keySet().stream()
                        .map(kind -> Thread.ofVirtual().start(() -> warm(kind)))
                        .toList();
        Thread.startVirtualThread(() -> awaitWarm(warming));
    }

    private void awaitWarm(List<Thread> warming) {
        long end = System.nanoTime() + LONGEST_WARMING.toNanos();
        try {
            for (Thread thread : warming) {
                boolean _ = thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        warm = true;
    }

    private void warm(ProviderKind kind) {
        try {
            ask(
                    kind,
                    "warm",
                    p -> {
                        p.warm();
                        return true;
                    });
        } catch (ProviderException e) {
            LOG.infof("%s does not answer yet: %s", kind, e.getMessage());
        }
    }
}
