package io.headroom.placement.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Fence;
import io.headroom.platform.loop.Loops;

/// Counts what tenants hold of GPUs. What is held now is taken to have been held since the last count.
@Singleton
final class UseMeter {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// At half of it twice the writes for use that is a little more exact; at twice of it short workloads slip through more often.
    private static final Duration EVERY = Duration.ofSeconds(15);

    private final Loops loops;
    private final Transactions transactions;
    private final Fence fence;
    private final UseTable use;
    private final InstantSource clock;

    @Inject
    UseMeter(
            Loops loops,
            Transactions transactions,
            Fence fence,
            UseTable use,
            InstantSource clock) {
        this.loops = loops;
        this.transactions = transactions;
        this.fence = fence;
        this.use = use;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        loops.onLeader("gpu-use", EVERY, this::turn);
    }

    private void turn(Epoch epoch) {
        transactions
                .asService(session -> fence.check(session, epoch).chain(() -> count(session)))
                .await()
                .atMost(PATIENCE);
    }

    private Uni<Void> count(Mutiny.Session session) {
        Instant now = clock.instant();
        return use.held(session)
                .chain(
                        held ->
                                use.countedUntil(session, now)
                                        .chain(from -> use.count(session, held, from, now)));
    }
}
