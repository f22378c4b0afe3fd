package io.headroom.placement.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.engine.placement.PlacementPlan;
import io.headroom.platform.database.Commits;
import io.headroom.platform.database.Rows;

/// What each turn of the loop decided, kept for a while.
@Singleton
public final class Decisions {

    private static final String KEEP =
            "insert into decision (id, at, facts, result) values (:id, :at, :facts, :result)";

    /// Whatever a kept difference needs stays with it.
    private static final String FORGET =
            """
            delete from decision where at < coalesce(
                (select max(at) from decision_inputs where place = 0 and at < cast(:before as timestamptz)),
                cast(:before as timestamptz))
            """;

    /// How long a decision can be computed again: at twice of it the table is twice as large.
    private static final Duration KEPT = Duration.ofDays(2);

    /// From what a plan was made, by reference to versioned facts.
    record Facts(long highestNodeVersion) {}

    private final InputsTable inputs;
    private final Commits commits;

    @Inject
    Decisions(InputsTable inputs, Commits commits) {
        this.inputs = inputs;
        this.commits = commits;
    }

    /// That a decision was made, and when.
    public record Made(UUID id, Instant at) {}

    /// @param link from what it was made, as far as that is kept
    public Uni<Void> keep(
            Mutiny.Session session,
            Made made,
            long highestNodeVersion,
            PlacementPlan plan,
            Optional<InputsTable.Link> link) {
        Uni<Void> kept =
                commits.before(
                        session,
                        KEEP,
                        Map.of(
                                "id", made.id(),
                                "at", made.at(),
                                "facts", Rows.json(new Facts(highestNodeVersion)),
                                "result", Rows.json(plan)));
        if (link.isPresent()) {
            kept = kept.chain(() -> inputs.keep(session, link.get()));
        }
        // Now and then is often enough.
        return link.filter(InputsTable.Link::isWhole).isPresent()
                ? kept.chain(() -> forgetOld(session, made.at())).replaceWithVoid()
                : kept;
    }

    private static Uni<Integer> forgetOld(Mutiny.Session session, Instant now) {
        return session.createNativeQuery(FORGET)
                .setParameter("before", now.minus(KEPT))
                .executeUpdate();
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
