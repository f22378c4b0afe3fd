package io.headroom.provisioning.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.BudgetStanding;
import io.headroom.contracts.budget.PurchaseId;
import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.PoolSpec;
import io.headroom.engine.scaling.fact.Funds;
import io.headroom.engine.scaling.fact.NodeFact;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.PoolFact;
import io.headroom.engine.scaling.fact.Refusal;
import io.headroom.engine.scaling.fact.ScalingFacts;
import io.headroom.platform.database.Horizon;
import io.headroom.platform.database.KnownRows;
import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.provisioning.commitment.KnownCommitments;
import io.headroom.provisioning.idle.Retentions;
import io.headroom.provisioning.node.LiveNodes;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.node.NodeSettings;
import io.headroom.provisioning.offer.Answers;
import io.headroom.provisioning.offer.Answers.MarketAnswer;
import io.headroom.provisioning.offer.Offers;
import io.headroom.provisioning.offer.WakeOffers;
import io.headroom.provisioning.pool.LeadTimes;
import io.headroom.provisioning.pool.LeadTimes.Learned;
import io.headroom.provisioning.pool.PoolRow;
import io.headroom.provisioning.pool.Pools;

/// Loads all that a scaling decision is made from with one statement, in a transaction that is over before the planning begins.
@Singleton
final class FactStore {

    /// Half reads all of them twice as often for nothing; twice keeps what gone nodes held for longer.
    private static final Duration WHOLE_EVERY = Duration.ofMinutes(5);

    private static final SequencedMap<String, String> QUERIES = new LinkedHashMap<>();

    static {
        QUERIES.put("pool", Pools.ALL);
        QUERIES.put("occupancy", Heard.OCCUPANCIES_SINCE);
        QUERIES.put("shortfall", Heard.SHORTFALLS);
        QUERIES.put("forecast", Heard.FORECASTS);
        QUERIES.put("standing", Heard.STANDINGS);
        QUERIES.put("refusal", Refusals.AFTER);
        QUERIES.put("answer", Answers.ALL);
        QUERIES.put("lead-time", LeadTimes.ALL);
        QUERIES.put("retention", Retentions.ALL);
        QUERIES.put("horizon", Horizon.LINE);
    }

    // Most of it is what it was a second ago.
    private final KnownRows<PoolRow> pools = new KnownRows<>(Pools::read);
    private final KnownRows<CapacityShortfall> shortfalls =
            new KnownRows<>(line -> Rows.read(line, CapacityShortfall.class));
    private final KnownRows<DemandForecast> forecasts =
            new KnownRows<>(line -> Rows.read(line, DemandForecast.class));
    private final KnownRows<BudgetStanding> standings =
            new KnownRows<>(line -> Rows.read(line, BudgetStanding.class));
    private final KnownRows<Refusal> refusals = new KnownRows<>(Refusals::read);
    private final KnownRows<MarketAnswer> answers = new KnownRows<>(Answers::read);
    private final KnownRows<Learned> leadTimes = new KnownRows<>(LeadTimes::read);
    private final KnownRows<Retentions.Line> retentions =
            new KnownRows<>(line -> Rows.read(line, Retentions.Line.class));

    // One for each node, of which few change between two turns: only these are read.
    private final Map<NodeId, Heard.Use> uses = new HashMap<>();
    private Horizon usesKnown = Horizon.NOTHING;
    private long usesWholeNanos = System.nanoTime();

    private final LiveNodes nodes;
    private final Transactions transactions;
    private final Offers offers;
    private final WakeOffers wakes;
    private final KnownCommitments commitments;
    private final HeededForecasts heeded;
    private final Duration maxLife;

    @Inject
    FactStore(
            LiveNodes nodes,
            Transactions transactions,
            Offers offers,
            WakeOffers wakes,
            KnownCommitments commitments,
            HeededForecasts heeded,
            NodeSettings settings) {
        this.heeded = heeded;
        this.commitments = commitments;
        this.wakes = wakes;
        this.maxLife = settings.maxLife();
        this.nodes = nodes;
        this.transactions = transactions;
        this.offers = offers;
    }

    /// Waits: for the loop's thread. The nodes first: a shortfall that counts on a node must not meet facts without it.
    ScalingFacts load(Epoch epoch, Instant now) {
        List<NodeRow> live = nodes.all(epoch);
        forgetUsesNowAndThen();
        Map<String, Object> parameters = Map.of("now", now, "since", usesKnown.oldest());
        Map<String, List<String>> found =
                transactions
                        .asService(session -> Rows.together(session, QUERIES, parameters))
                        .await()
                        .indefinitely();
        uses.putAll(Heard.uses(lines(found, "occupancy").stream().map(Heard::occupancy).toList()));
        usesKnown = new Horizon(lines(found, "horizon").getFirst());
        List<PoolRow> declared = pools.read(lines(found, "pool"));
        List<CapacityShortfall> missing = shortfalls.read(lines(found, "shortfall"));
        List<MarketAnswer> said = answers.read(lines(found, "answer"));
        List<Learned> learned = leadTimes.read(lines(found, "lead-time"));
        // Stopped nodes first: of equal offers the first is taken.
        List<Offer> open = new ArrayList<>(wakes.of(warm(live), declared, said, learned, now));
        open.addAll(offers.now(declared, said, learned, now));
        return new ScalingFacts(
                declared.stream().map(p -> new PoolFact(p.name(), p.spec())).toList(),
                nodes(live, retentions.read(lines(found, "retention"))),
                missing,
                heeded.noted(forecasts.read(lines(found, "forecast")), now),
                open,
                refusals.read(lines(found, "refusal")),
                missing.stream().flatMap(s -> s.turnovers().stream()).toList(),
                funds(standings.read(lines(found, "standing")), now),
                commitments.left(live, now));
    }

    private static List<Funds> funds(List<BudgetStanding> standings, Instant now) {
        return standings.stream()
                .map(
                        s ->
                                Funds.of(
                                        s.budget(),
                                        s.scope(),
                                        s.free(),
                                        s.spent(),
                                        s.since(),
                                        s.until(),
                                        now))
                .toList();
    }

    /// Those of nodes that are gone, too.
    private void forgetUsesNowAndThen() {
        if (System.nanoTime() - usesWholeNanos > WHOLE_EVERY.toNanos()) {
            uses.clear();
            usesKnown = Horizon.NOTHING;
            usesWholeNanos = System.nanoTime();
        }
    }

    private static List<String> lines(Map<String, List<String>> found, String name) {
        return found.getOrDefault(name, List.of());
    }

    private List<NodeFact> nodes(List<NodeRow> live, List<Retentions.Line> retentions) {
        Map<NodeId, NodeFact.Retained> retained = new HashMap<>();
        retentions.forEach(line -> retained.put(line.node(), line.why()));
        // Placement hears of a gang's nodes one by one, and until it knows all of them it counts
        // the
        // gang as missing whole.
        Map<PurchaseId, Long> lastBorn = new HashMap<>();
        live.forEach(row -> lastBorn.merge(row.purchase(), row.bornVersion(), Math::max));
        List<NodeFact> facts = new ArrayList<>();
        for (NodeRow row : live) {
            Heard.Use use = uses.getOrDefault(row.id(), Heard.Use.UNKNOWN);
            facts.add(
                    new NodeFact(
                            row.node(),
                            lastBorn.getOrDefault(row.purchase(), row.bornVersion()),
                            row.machine(),
                            use.usedMilliGpu(),
                            idleSince(row, use),
                            row.releaseAsked() != null,
                            isLeavingToStop(row),
                            livesUntil(row),
                            retained.get(row.id())));
        }
        return facts;
    }

    private static List<Node> warm(List<NodeRow> live) {
        return live.stream()
                .filter(r -> r.state() == NodeState.WARM && r.endWanted() == null)
                .map(NodeRow::node)
                .toList();
    }

    private static boolean isLeavingToStop(NodeRow row) {
        boolean leaving = row.state() == NodeState.DRAINING || row.releaseAsked() != null;
        return row.stops() && leaving;
    }

    private @Nullable Instant livesUntil(NodeRow row) {
        Instant since = row.livesSince();
        return since == null ? null : since.plus(maxLife);
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
