package io.headroom.placement.decision;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.engine.placement.PlacementPlan;
import io.headroom.placement.sql.Rows;

/// What each turn of the loop decided, kept for a while.
@Singleton
public final class Decisions {

    private static final String KEEP =
            "insert into decision (id, at, facts, result) values (:id, :at, :facts, :result)";

    /// From what a plan was made, by reference to versioned facts.
    record Facts(long highestNodeVersion) {}

    public Uni<Void> keep(
            Mutiny.Session session,
            UUID id,
            Instant at,
            long highestNodeVersion,
            PlacementPlan plan) {
        return session.createNativeQuery(KEEP)
                .setParameter("id", id)
                .setParameter("at", at)
                .setParameter("facts", Rows.json(new Facts(highestNodeVersion)))
                .setParameter("result", Rows.json(plan))
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<Optional<String>> find(Mutiny.Session session, UUID id) {
        return session.createNativeQuery(
                        "select cast(json_build_object('id', 'placement-' || id, 'at', at, 'facts',"
                                + " cast(facts as json), 'result', cast(result as json)) as text) from"
                                + " decision where id = :id",
                        String.class)
                .setParameter("id", id)
                .getSingleResultOrNull()
                .map(Optional::ofNullable);
    }
}
