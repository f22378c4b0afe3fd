package io.headroom.placement.binding;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.engine.placement.PlacementFacts;
import io.headroom.engine.placement.PlacementPlanner;
import io.headroom.placement.picture.FactsOf;
import io.headroom.placement.picture.FleetSnapshot;
import io.headroom.placement.picture.SnapshotLoader;
import io.headroom.platform.database.Transactions;

/// Keeps what a first turn needs while another process leads: the picture and how long things run, read on from where they were; and now
/// and then a plan that nobody carries out, so that its code has run before it matters. For the loop's thread.
@Singleton
final class Standby {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// At half of it twice the work for nothing; at twice of it the code is as warm.
    private static final Duration REHEARSED_EVERY = Duration.ofSeconds(30);

    /// A process that starts while nobody leads is about to lead itself, and has no time for it. At half of it a slow start is slower still.
    private static final Duration FIRST_REHEARSED = Duration.ofSeconds(10);

    private final Transactions transactions;
    private final SnapshotLoader loader;
    private final RunningTimes times;
    private final InstantSource clock;
    private long nextNanos = System.nanoTime() + FIRST_REHEARSED.toNanos();

    @Inject
    Standby(
            Transactions transactions,
            SnapshotLoader loader,
            RunningTimes times,
            InstantSource clock,
            MeterRegistry meters) {
        this.transactions = transactions;
        this.loader = loader;
        this.times = times;
        this.clock = clock;
        meters.gauge("headroom.placement.picture.behind.seconds", loader, l -> l.behindSeconds());
    }

    void keepUp() {
        FleetSnapshot snapshot = transactions.asService(loader::load).await().atMost(PATIENCE);
        Instant now = clock.instant();
        times.see(snapshot, now);
        if (System.nanoTime() - nextNanos > 0) {
            PlacementFacts facts = FactsOf.of(snapshot, now);
            PlacementPlanner.plan(facts, FactsOf.policy(snapshot, facts, now), now);
            nextNanos = System.nanoTime() + REHEARSED_EVERY.toNanos();
        }
    }
}
