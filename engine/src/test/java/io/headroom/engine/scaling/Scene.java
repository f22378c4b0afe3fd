package io.headroom.engine.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.BudgetScope;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.capacity.CapacityShortfall;
import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.capacity.HeldBack;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.capacity.ShortfallItem;
import io.headroom.contracts.capacity.Turnover;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.workload.Topology;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.engine.scaling.fact.Funds;
import io.headroom.engine.scaling.fact.NodeFact;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.PoolFact;
import io.headroom.engine.scaling.fact.Refusal;
import io.headroom.engine.scaling.fact.ScalingFacts;
import io.headroom.engine.scaling.fact.ScalingPlan;
import io.headroom.engine.scaling.fact.ScalingPolicy;

/// Facts for a scaling decision, put together by what matters to a test.
public final class Scene {

    public static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    public static final UUID DECISION = UUID.fromString("7d444840-9dc0-11d1-b245-5ffdce74fad2");
    public static final NodeTemplate ONE =
            new NodeTemplate("one", GpuModel.H100, 1, 16_000, 131_072);
    public static final NodeTemplate FOUR =
            new NodeTemplate("four", GpuModel.H100, 4, 64_000, 524_288);
    public static final NodeTemplate EIGHT =
            new NodeTemplate("eight", GpuModel.H100, 8, 128_000, 1_048_576);

    final List<PoolFact> pools = new ArrayList<>();
    public final List<NodeFact> nodes = new ArrayList<>();
    private final List<ShortfallItem> items = new ArrayList<>();
    final List<DemandForecast> forecasts = new ArrayList<>();
    public final List<Offer> offers = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<Turnover> turnovers = new ArrayList<>();
    private final List<Funds> funds = new ArrayList<>();
    private final List<HeldBack> heldBack = new ArrayList<>();
    private long seen;
    private WaitingWork waiting = WaitingWork.TRAINING;
    private @Nullable SortedMap<WorkloadClass, Double> classShares;

    public static Scene scene() {
        return new Scene();
    }

    public Scene pool(String name, int min, int max) {
        pools.add(SomePool.of(name, min, max, null));
        return this;
    }

    public Scene offer(String pool, NodeTemplate template, String pricePerHour) {
        return offer(pool, "ra", template, pricePerHour, CapacityType.ON_DEMAND, 0.9);
    }

    public Scene offer(
            String pool,
            String zone,
            NodeTemplate template,
            String pricePerHour,
            CapacityType capacity,
            double likelihood) {
        offers.add(SomeOffer.of(pool, zone, template, pricePerHour, capacity, likelihood, 0));
        return this;
    }

    /// A spot machine that is taken back within an hour with this chance.
    public Scene spot(
            String pool, NodeTemplate template, String pricePerHour, double interruptions) {
        CapacityType spot = CapacityType.SPOT;
        offers.add(SomeOffer.of(pool, "ra", template, pricePerHour, spot, 0.9, interruptions));
        return this;
    }

    public Scene waiting(int replicas, int gpus) {
        return waiting(replicas, gpus, false);
    }

    public Scene gang(int replicas, int gpus) {
        return waiting(replicas, gpus, true);
    }

    private Scene waiting(int replicas, int gpus, boolean gang) {
        items.add(waiting.item(replicas, gpus, gang));
        return this;
    }

    /// What waits from here on does so.
    public Scene of(WaitingWork other) {
        waiting = other;
        return this;
    }

    /// All that is forecast from here on is asked for by one class.
    public Scene foreseenFor(WorkloadClass all) {
        classShares = new TreeMap<>(Map.of(all, 1.0));
        return this;
    }

    /// A gang whose replicas stand together.
    public Scene gang(int replicas, int gpus, Topology together) {
        return of(waiting.together(together)).waiting(replicas, gpus, true);
    }

    public Scene seen(long version) {
        seen = version;
        return this;
    }

    public Scene node(
            String pool,
            NodeTemplate template,
            NodeState state,
            long born,
            long version,
            @Nullable Instant idleSince) {
        Node node =
                new Node(
                        new NodeId(new UUID(0, nodes.size() + 1L)),
                        version,
                        pool,
                        ProviderKind.AWS,
                        "r",
                        "ra",
                        CapacityType.ON_DEMAND,
                        "default",
                        "research",
                        "production",
                        template,
                        state,
                        NOON.minusSeconds(3600),
                        null,
                        Money.of("10"),
                        Money.of("10"),
                        null,
                        null,
                        Map.of());
        nodes.add(new NodeFact(node, born, "", 0, idleSince, false));
        return this;
    }

    public Scene idle(String pool, NodeTemplate template, Duration since) {
        return node(pool, template, NodeState.READY, 1, 1, NOON.minus(since));
    }

    public Scene forecast(double low, double high) {
        TreeMap<String, List<Double>> quantiles = new TreeMap<>();
        quantiles.put("0.1", List.of(low, low, low, low, low, low, low, low));
        quantiles.put("0.5", List.of(high, high, high, high, high, high, high, high));
        quantiles.put("0.9", List.of(high, high, high, high, high, high, high, high));
        return forecast(NOON.minusSeconds(60), quantiles);
    }

    /// Any number of steps and quantiles.
    public Scene forecast(SortedMap<String, List<Double>> quantiles) {
        return forecast(NOON, quantiles);
    }

    private Scene forecast(Instant from, SortedMap<String, List<Double>> quantiles) {
        forecasts.add(
                new DemandForecast(
                        new SeriesKey("default", "H100"),
                        1,
                        from,
                        Duration.ofMinutes(1),
                        quantiles,
                        "test",
                        true,
                        "",
                        new Shape(List.of(GpuModel.H100), 1, Shape.WHOLE, 0, 0, 0),
                        null,
                        classShares));
        return this;
    }

    /// So many replicas of one GPU run, and each of them for so long.
    public Scene running(int replicas, Duration runs) {
        Shape shape = new Shape(List.of(GpuModel.H100), 1, Shape.WHOLE, 0, 1_000, 1_024);
        turnovers.add(new Turnover("default", shape, replicas, runs));
        return this;
    }

    public Scene funds(BudgetScope scope, String free, Duration until) {
        funds.add(new Funds("cap", scope, Money.of(free), NOON.plus(until), null));
        return this;
    }

    public Scene refused(String pool, String worst, Instant until) {
        Money one = Money.of("1");
        refusals.add(
                new Refusal(pool, "research", "production", Money.of(worst), until, "cap", one));
        return this;
    }

    /// By a quota.
    public Scene heldBack(int gpus) {
        heldBack.add(new HeldBack(List.of(GpuModel.H100), (long) gpus * Shape.WHOLE));
        return this;
    }

    public ScalingPlan plan() {
        return ScalingPlanner.plan(facts(), ScalingPolicy.DEFAULTS, DECISION, NOON);
    }

    /// Where an hour's wait for a GPU of online inference is worth that much.
    public ScalingPlan planAt(double waiting) {
        return ScalingPlanner.plan(
                facts(), ScalingPolicy.DEFAULTS.waitingCosts(waiting), DECISION, NOON);
    }

    public ScalingFacts facts() {
        List<CapacityShortfall> shortfalls =
                List.of(
                        new CapacityShortfall(
                                "default", 1, DECISION, NOON, seen, 0, items, turnovers, heldBack));
        return new ScalingFacts(
                pools, nodes, shortfalls, forecasts, offers, refusals, turnovers, funds);
    }
}
