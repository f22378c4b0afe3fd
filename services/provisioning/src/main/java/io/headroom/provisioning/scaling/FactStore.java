package io.headroom.provisioning.scaling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.PoolSpec;
import io.headroom.engine.scaling.NodeFact;
import io.headroom.engine.scaling.PoolFact;
import io.headroom.engine.scaling.ScalingFacts;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.provisioning.node.LiveNodes;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.offer.Answers;
import io.headroom.provisioning.offer.Offers;
import io.headroom.provisioning.pool.LeadTimes;
import io.headroom.provisioning.pool.PoolRow;
import io.headroom.provisioning.pool.Pools;
import io.headroom.provisioning.store.Rows;

/// Loads all that a scaling decision is made from with one statement, in a transaction that is over before the planning begins.
@Singleton
final class FactStore {

    private static final SequencedMap<String, String> QUERIES = new LinkedHashMap<>();

    static {
        QUERIES.put("pool", Pools.ALL);
        QUERIES.put("occupancy", Heard.OCCUPANCIES);
        QUERIES.put("shortfall", Heard.SHORTFALLS);
        QUERIES.put("forecast", Heard.FORECASTS);
        QUERIES.put("refusal", Refusals.AFTER);
        QUERIES.put("answer", Answers.ALL);
        QUERIES.put("lead-time", LeadTimes.ALL);
    }

    private final LiveNodes nodes;
    private final Transactions transactions;
    private final Offers offers;

    @Inject
    FactStore(LiveNodes nodes, Transactions transactions, Offers offers) {
        this.nodes = nodes;
        this.transactions = transactions;
        this.offers = offers;
    }

    /// Waits: for the loop's thread. The nodes first: a shortfall that counts on a node must not meet facts without it.
    ScalingFacts load(Epoch epoch, Instant now) {
        List<NodeRow> live = nodes.all(epoch);
        return transactions
                .asService(session -> Rows.together(session, QUERIES, Map.of("now", now)))
                .map(found -> facts(live, found, now))
                .await()
                .indefinitely();
    }

    private ScalingFacts facts(List<NodeRow> live, Map<String, List<String>> found, Instant now) {
        List<PoolRow> pools = Pools.read(of(found, "pool"));
        List<Answers.Answer> answers = Answers.read(of(found, "answer"));
        return new ScalingFacts(
                pools.stream().map(p -> new PoolFact(p.name(), p.spec())).toList(),
                nodes(live, Heard.uses(of(found, "occupancy"))),
                Heard.read(of(found, "shortfall"), CapacityShortfall.class),
                Heard.read(of(found, "forecast"), DemandForecast.class),
                offers.now(pools, answers, LeadTimes.read(of(found, "lead-time")), now),
                Refusals.read(of(found, "refusal")));
    }

    private static List<String> of(Map<String, List<String>> found, String name) {
        return found.getOrDefault(name, List.of());
    }

    private static List<NodeFact> nodes(List<NodeRow> live, Map<NodeId, Heard.Use> uses) {
        List<NodeFact> facts = new ArrayList<>();
        for (NodeRow row : live) {
            Heard.Use use = uses.getOrDefault(row.id(), Heard.Use.UNKNOWN);
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
