package io.headroom.placement.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.engine.placement.PlacementFacts;
import io.headroom.engine.placement.PlacementPlan;
import io.headroom.engine.placement.PlacementPlanner;
import io.headroom.engine.placement.PlacementPolicy;
import io.headroom.placement.sql.Rows;

/// What each turn of the loop decided, kept for a while.
@Singleton
public final class Decisions {

    private static final String KEEP =
            "insert into decision (id, at, facts, result) values (:id, :at, :facts, :result)";

    private static final String KEEP_INPUTS =
            "insert into decision_inputs (decision_id, packed) values (:id, :packed)";

    private static final String FORGET_INPUTS =
            "delete from decision_inputs i using decision d where d.id = i.decision_id and d.at < :before";

    /// How long a decision can be computed again: at twice of it the table is twice as large.
    private static final Duration KEPT = Duration.ofDays(2);

    /// Nodes and workloads of which inputs are kept: more would cost each turn more than the plan itself.
    private static final int MOST = 5_000;

    /// From what a plan was made, by reference to versioned facts.
    record Facts(long highestNodeVersion) {}

    /// A decision with all that it was made from.
    ///
    /// @param plan as it was made, before what had changed meanwhile was left out
    public record Decided(
            PlacementFacts facts, PlacementPolicy policy, Instant at, PlacementPlan plan) {

        /// The plan that the same engine makes of the same facts.
        public PlacementPlan again() {
            return PlacementPlanner.plan(facts, policy, at);
        }
    }

    public Uni<Void> keep(
            Mutiny.Session session,
            UUID id,
            Instant at,
            long highestNodeVersion,
            PlacementPlan plan,
            Decided decided) {
        return session.createNativeQuery(KEEP)
                .setParameter("id", id)
                .setParameter("at", at)
                .setParameter("facts", Rows.json(new Facts(highestNodeVersion)))
                .setParameter("result", Rows.json(plan))
                .executeUpdate()
                .chain(() -> keepInputs(session, id, decided))
                .replaceWithVoid();
    }

    private static Uni<Integer> keepInputs(Mutiny.Session session, UUID id, Decided decided) {
        PlacementFacts facts = decided.facts();
        if (facts.fleet().nodes().size() + facts.queue().waiting().size() > MOST) {
            return Uni.createFrom().item(0);
        }
        return session.createNativeQuery(KEEP_INPUTS)
                .setParameter("id", id)
                .setParameter("packed", Packed.of(decided))
                .executeUpdate()
                .chain(
                        () ->
                                session.createNativeQuery(FORGET_INPUTS)
                                        .setParameter("before", decided.at().minus(KEPT))
                                        .executeUpdate());
    }

    /// What the decision was made from.
    Uni<Optional<Decided>> inputs(Mutiny.Session session, UUID id) {
        return session.createNativeQuery(
                        "select packed from decision_inputs where decision_id = :id", String.class)
                .setParameter("id", id)
                .getSingleResultOrNull()
                .map(packed -> Optional.ofNullable(packed).map(Packed::open));
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
