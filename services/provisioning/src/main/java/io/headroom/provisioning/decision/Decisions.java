package io.headroom.provisioning.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.json.DashedEnums;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.ScalingFacts;
import io.headroom.engine.scaling.fact.ScalingPlan;
import io.headroom.platform.database.Commits;
import io.headroom.platform.database.Rows;
import io.headroom.platform.leader.Epoch;
import io.headroom.provisioning.scaling.ScalingSettings;

/// Keeps what was decided and from which facts: small ones whole, nodes and forecasts by their versions. Of the nodes each names those that had
/// changed since the decision before it: in a large fleet few do.
@Singleton
public final class Decisions {

    /// Real: long enough to look into what happened at a fast clock.
    private static final Duration KEEP_REAL = Duration.ofMinutes(30);

    private static final int SWEEP_EVERY = 256;

    /// A node by its version.
    record NodeRef(String id, long version, String state) {
        static NodeRef of(Node node) {
            return new NodeRef(
                    node.id().toString(), node.version(), DashedEnums.nameOf(node.state()));
        }
    }

    /// A forecast by its version.
    record ForecastRef(String series, long version, boolean usable) {}

    /// One thing that was decided: `buy` or `release`, and all of it.
    record Taken(String action, Object step) {}

    /// One thing that was not, and why.
    record Left(String lane, String shape, int replicas, String why) {}

    /// A decision as it was kept.
    public record Kept(String id, Instant at, long epoch, JsonNode facts, JsonNode plan) {}

    private record Line(UUID id, Instant at, long epoch, String facts, String plan) {}

    private final VirtualClock clock;
    private final ScalingSettings settings;
    private final Commits commits;
    private final AtomicInteger kept = new AtomicInteger();

    /// The newest version of a node that was named.
    private final AtomicLong named = new AtomicLong();

    @Inject
    Decisions(Commits commits, VirtualClock clock, ScalingSettings settings) {
        this.commits = commits;
        this.clock = clock;
        this.settings = settings;
    }

    public Uni<Void> keep(
            Mutiny.Session session,
            UUID id,
            Epoch epoch,
            ScalingFacts facts,
            ScalingPlan plan,
            Instant now) {
        long newest =
                facts.nodes().stream().mapToLong(n -> n.node().version()).reduce(0, Math::max);
        commits.after(session, () -> named.accumulateAndGet(newest, Math::max));
        return commits.before(
                        session,
                        "insert into scaling_decision (id, at, epoch, facts, plan)"
                                + " values (:id, :at, :epoch, :facts, :plan)",
                        Map.of(
                                "id", id,
                                "at", now,
                                "epoch", epoch.number(),
                                "facts", Rows.json(reference(facts, named.get())),
                                "plan", Rows.json(tell(plan))))
                .chain(() -> forgetOld(session, now));
    }

    private static Map<String, Object> reference(ScalingFacts facts, long since) {
        return Map.of(
                "shortfalls", facts.shortfalls(),
                "refusals", facts.refusals(),
                "offers", facts.offers().stream().map(Decisions::offer).toList(),
                "forecasts",
                        facts.forecasts().stream()
                                .map(
                                        f ->
                                                new ForecastRef(
                                                        f.series().toString(),
                                                        f.version(),
                                                        f.usable()))
                                .toList(),
                "nodesSinceVersion", since,
                "nodes",
                        facts.nodes().stream()
                                .filter(n -> n.node().version() > since)
                                .map(n -> NodeRef.of(n.node()))
                                .toList());
    }

    private static String offer(Offer offer) {
        return "%s: %s at $%s/h, boots in %s, prepares in %s, likelihood %.2f"
                .formatted(
                        offer.pool(),
                        offer.describe(),
                        offer.pricePerHour(),
                        offer.boot(),
                        offer.preparing().first(),
                        offer.likelihood());
    }

    private static Map<String, Object> tell(ScalingPlan plan) {
        List<Taken> steps =
                plan.steps().stream()
                        .map(
                                step ->
                                        switch (step) {
                                            case ScalingPlan.Step.Buy buy -> new Taken("buy", buy);
                                            case ScalingPlan.Step.Release release ->
                                                    new Taken("release", release);
                                            case ScalingPlan.Step.Empty empty ->
                                                    new Taken("empty", empty);
                                            case ScalingPlan.Step.Stop stop ->
                                                    new Taken("stop", stop);
                                            case ScalingPlan.Step.Wake wake ->
                                                    new Taken("wake", purchase(wake));
                                            case ScalingPlan.Step.End end -> new Taken("end", end);
                                        })
                        .toList();
        List<Left> unmet =
                plan.unmet().stream()
                        .map(
                                u ->
                                        new Left(
                                                u.lane(),
                                                u.item().shape().describe(),
                                                u.replicas(),
                                                u.why().message()))
                        .toList();
        return Map.of("steps", steps, "unmet", unmet, "bounds", plan.bounds());
    }

    /// Told as a purchase of one node, which it is.
    private static ScalingPlan.Step.Buy purchase(ScalingPlan.Step.Wake wake) {
        return new ScalingPlan.Step.Buy(
                wake.purchase(),
                wake.tenant(),
                wake.environment(),
                wake.priority(),
                false,
                List.of(wake.node()),
                wake.workloadClass());
    }

    private Uni<Void> forgetOld(Mutiny.Session session, Instant now) {
        if (kept.incrementAndGet() % SWEEP_EVERY != 0) {
            return Uni.createFrom().voidItem();
        }
        Instant before = now.minus(clock.atLeastReal(settings.keepDecisions(), KEEP_REAL));
        return Rows.execute(
                        session,
                        "delete from scaling_decision where at < :before",
                        Map.of("before", before))
                .replaceWithVoid();
    }

    Uni<Optional<Kept>> find(Mutiny.Session session, UUID id) {
        return Rows.list(
                        session,
                        "select id, at, epoch, facts, plan from scaling_decision where id = :id",
                        Map.of("id", id),
                        Line.class)
                .map(lines -> lines.stream().map(Decisions::kept).findFirst());
    }

    /// Where in the list a decision stands.
    record Place(Instant at, UUID id) {}

    /// The newest, or those that are next older.
    Uni<List<Kept>> newest(Mutiny.Session session, Optional<Place> after, int most) {
        String where =
                after.isEmpty()
                        ? ""
                        : " where (at, id) < (cast(:at as timestamptz), cast(:id as uuid))";
        Map<String, Object> parameters = new HashMap<>(Map.of("most", most));
        after.ifPresent(
                place -> {
                    parameters.put("at", place.at());
                    parameters.put("id", place.id());
                });
        return Rows.list(
                        session,
                        "select id, at, epoch, facts, plan from scaling_decision"
                                + where
                                + " order by at desc, id desc limit :most",
                        parameters,
                        Line.class)
                .map(lines -> lines.stream().map(Decisions::kept).toList());
    }

    private static Kept kept(Line line) {
        return new Kept(
                DecisionsResource.PREFIX + line.id(),
                line.at(),
                line.epoch(),
                Rows.read(line.facts(), JsonNode.class),
                Rows.read(line.plan(), JsonNode.class));
    }
}
