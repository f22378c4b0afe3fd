package io.headroom.platform.leader;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

/// Proves in the transaction itself that its writer still leads; until it commits, nobody else can begin to.
@Singleton
public final class Fence {

    private static final String HOLDS =
            """
            select epoch from bus.leader where name = :name and holder = :holder and epoch = :epoch
            and until > clock_timestamp() for share
            """;

    private final LeaderLease lease;

    @Inject
    Fence(LeaderLease lease) {
        this.lease = lease;
    }

    /// Fails with [StaleLeader] if the epoch is over.
    public Uni<Void> check(Mutiny.Session session, Epoch epoch) {
        return session.createNativeQuery(HOLDS, Long.class)
                .setParameter("name", lease.name())
                .setParameter("holder", lease.holder())
                .setParameter("epoch", epoch.number())
                .getSingleResultOrNull()
                .onItem()
                .ifNull()
                .failWith(() -> new StaleLeader(epoch))
                .replaceWithVoid();
    }
}
