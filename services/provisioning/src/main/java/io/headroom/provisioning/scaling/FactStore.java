package io.headroom.provisioning.scaling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.PoolSpec;
import io.headroom.engine.scaling.NodeFact;
import io.headroom.engine.scaling.PoolFact;
import io.headroom.engine.scaling.Refusal;
import io.headroom.engine.scaling.ScalingFacts;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.node.Nodes;
import io.headroom.provisioning.offer.Answers;
import io.headroom.provisioning.offer.Offers;
import io.headroom.provisioning.pool.LeadTimes;
import io.headroom.provisioning.pool.PoolRow;
import io.headroom.provisioning.pool.Pools;

/// Loads all that a scaling decision is made from, in one transaction that is over before the planning begins.
@Singleton
final class FactStore {

    private final Pools pools;
    private final Nodes nodes;
    private final Answers answers;
    private final LeadTimes leadTimes;
    private final Offers offers;

    @Inject
    FactStore(Pools pools, Nodes nodes, Answers answers, LeadTimes leadTimes, Offers offers) {
        this.pools = pools;
        this.nodes = nodes;
        this.answers = answers;
        this.leadTimes = leadTimes;
        this.offers = offers;
    }

    /// The rows as they come in, one query after the other: a session does one thing at a time.
    private static final class Loaded {
        List<PoolRow> pools = List.of();
        List<NodeRow> nodes = List.of();
        Map<NodeId, Heard.Use> uses = Map.of();
        List<CapacityShortfall> shortfalls = List.of();
        List<DemandForecast> forecasts = List.of();
        List<Refusal> refusals = List.of();
        List<Answers.Answer> answers = List.of();
    }

    Uni<ScalingFacts> load(Mutiny.Session session, Instant now) {
        Loaded loaded = new Loaded();
        return pools.all(session)
                .invoke(p -> loaded.pools = p)
                .chain(() -> nodes.live(session))
                .invoke(n -> loaded.nodes = n)
                .chain(() -> Heard.occupancies(session))
                .invoke(u -> loaded.uses = u)
                .chain(() -> Heard.shortfalls(session))
                .invoke(s -> loaded.shortfalls = s)
                .chain(() -> Heard.forecasts(session))
                .invoke(f -> loaded.forecasts = f)
                .chain(() -> Refusals.after(session, now))
                .invoke(r -> loaded.refusals = r)
                .chain(() -> answers.all(session))
                .invoke(a -> loaded.answers = a)
                .chain(() -> leadTimes.all(session))
                .map(
                        learned ->
                                new ScalingFacts(
                                        loaded.pools.stream()
                                                .map(p -> new PoolFact(p.name(), p.spec()))
                                                .toList(),
                                        facts(loaded),
                                        loaded.shortfalls,
                                        loaded.forecasts,
                                        offers.now(loaded.pools, loaded.answers, learned, now),
                                        loaded.refusals));
    }

    private static List<NodeFact> facts(Loaded loaded) {
        List<NodeFact> facts = new ArrayList<>();
        for (NodeRow row : loaded.nodes) {
            Heard.Use use = loaded.uses.getOrDefault(row.id(), Heard.Use.UNKNOWN);
            facts.add(
                    new NodeFact(
                            row.node(),
                            row.bornVersion(),
                            row.machine(),
                            use.usedMilliGpu(),
                            idleSince(row, use),
                            row.releaseAsked() != null));
        }
        return facts;
    }

    private static @Nullable Instant idleSince(NodeRow row, Heard.Use use) {
        if (row.state() != NodeState.READY) {
            return null;
        }
        Instant since = use.known() ? use.idleSince() : row.node().since();
        // What it was before it was ready does not count as idling.
        return since != null && since.isBefore(row.node().since()) ? row.node().since() : since;
    }

    static Map<String, PoolSpec> specs(ScalingFacts facts) {
        Map<String, PoolSpec> specs = new LinkedHashMap<>();
        facts.pools().forEach(p -> specs.put(p.name(), p.spec()));
        return specs;
    }
}
