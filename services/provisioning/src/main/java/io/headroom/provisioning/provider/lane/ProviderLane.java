package io.headroom.provisioning.provider.lane;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

import io.headroom.provisioning.provider.Provider;
import io.headroom.provisioning.provider.ProviderException;
import io.headroom.provisioning.provider.ProviderFailure;
import io.headroom.provisioning.provider.endpoint.ProviderSettings;

/// One provider's own lane: so many calls at a time, a pause after a throttle or a row of failures. A provider that hangs
/// fills its own lane and no other.
final class ProviderLane {

    /// What a call is for: launches never keep the others waiting.
    enum Use {
        LAUNCH,
        OTHER
    }

    /// A row of so many failures is no accident.
    private static final int FAILING = 5;

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(250);
    private static final int DOUBLINGS = 5;

    /// Waiting longer for a place means that the lane is stuck; whoever waits decides again.
    private static final Duration LONGEST_QUEUE = Duration.ofSeconds(30);

    private final Provider provider;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Semaphore launches;
    private final Semaphore others;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final int places;

    private int inARow;
    private long closedUntilNanos = System.nanoTime();
    private @Nullable ProviderFailure last;
    private java.time.@Nullable Instant since;

    ProviderLane(
            Provider provider,
            ProviderSettings settings,
            InstantSource clock,
            MeterRegistry meters) {
        this.provider = provider;
        this.clock = clock;
        this.meters = meters;
        this.launches = new Semaphore(settings.launches());
        this.others = new Semaphore(settings.otherCalls());
        this.places = settings.launches() + settings.otherCalls();
    }

    <T> T call(Use use, String action, Function<Provider, T> call) {
        if (!provider.configured()) {
            throw new ProviderException(
                    new ProviderFailure.Denied(provider.kind() + " is not set up"));
        }
        Semaphore place = use == Use.LAUNCH ? launches : others;
        enter(place);
        long begun = System.nanoTime();
        try {
            calls.incrementAndGet();
            T answer = call.apply(provider);
            succeeded();
            return answer;
        } catch (ProviderException e) {
            failed(action, e.failure());
            throw e;
        } finally {
            place.release();
            Timer.builder("cloudprovider.duration")
                    .tag("provider", provider.kind().name())
                    .tag("action", action)
                    .register(meters)
                    .record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
        }
    }

    private void enter(Semaphore place) {
        try {
            long pause = pauseNanos();
            if (pause > 0) {
                TimeUnit.NANOSECONDS.sleep(pause);
            }
            if (!place.tryAcquire(LONGEST_QUEUE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ProviderException(
                        new ProviderFailure.Throttled("no place in the provider's lane"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderException(new ProviderFailure.Transient("interrupted"), e);
        }
    }

    private synchronized long pauseNanos() {
        return closedUntilNanos - System.nanoTime();
    }

    private synchronized void succeeded() {
        inARow = 0;
        last = null;
        since = null;
    }

    private synchronized void failed(String action, ProviderFailure failure) {
        meters.counter(
                        "cloudprovider.errors",
                        "provider",
                        provider.kind().name(),
                        "action",
                        action,
                        "kind",
                        failure.kind())
                .increment();
        if (failure instanceof ProviderFailure.NoCapacity) {
            // An answer like any other.
            return;
        }
        failures.incrementAndGet();
        inARow++;
        if (since == null) {
            since = clock.instant();
        }
        last = failure;
        boolean slowDown =
                failure instanceof ProviderFailure.Throttled
                        || (inARow >= FAILING && !failure.settles());
        if (slowDown) {
            int doublings = Math.min(Math.max(0, inARow - 1), DOUBLINGS);
            closedUntilNanos =
                    System.nanoTime() + SHORTEST_PAUSE.multipliedBy(1L << doublings).toNanos();
        }
    }

    synchronized ProviderState state() {
        return new ProviderState(
                provider.kind(),
                word(),
                last == null ? null : last.detail(),
                since,
                places - launches.availablePermits() - others.availablePermits(),
                calls.get(),
                failures.get());
    }

    private String word() {
        if (!provider.configured()) {
            return "off";
        }
        ProviderFailure now = last;
        if (now == null) {
            return calls.get() == 0 ? "unused" : "ok";
        }
        return switch (now) {
            case ProviderFailure.NoCapacity _ -> "ok";
            case ProviderFailure.Throttled _ -> "throttled";
            case ProviderFailure.Denied _, ProviderFailure.QuotaReached _ -> "denied";
            case ProviderFailure.Transient _, ProviderFailure.Unknown _ -> "failing";
        };
    }
}
