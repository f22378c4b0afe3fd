package io.headroom.engine.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.pool.WarmSpec;
import io.headroom.engine.scaling.fact.NodeFact;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.ScalingPlan;
import io.headroom.engine.scaling.fact.ScalingPolicy;
import io.headroom.engine.scaling.learned.Preparing;

import static io.headroom.engine.scaling.Scene.NOON;

/// A scene with one pool, `a`, that keeps nodes stopped.
public final class WarmScene {

    private final Scene scene = Scene.scene();

    public static WarmScene pool(int min, int max, WarmSpec warm) {
        WarmScene made = new WarmScene();
        made.scene.pools.add(SomePool.of("a", min, max, warm));
        return made;
    }

    public WarmScene offer(NodeTemplate template, String pricePerHour) {
        var _ = scene.offer("a", template, pricePerHour);
        return this;
    }

    public WarmScene waiting(int replicas, int gpus) {
        var _ = scene.waiting(replicas, gpus);
        return this;
    }

    public WarmScene gang(int replicas, int gpus) {
        var _ = scene.gang(replicas, gpus);
        return this;
    }

    public WarmScene forecast(double low, double high) {
        var _ = scene.forecast(low, high);
        return this;
    }

    /// What of the lane runs, and for how long it holds its place: a GPU each.
    public WarmScene running(int replicas, Duration runs) {
        var _ = scene.running(replicas, runs);
        return this;
    }

    public WarmScene forecast(SortedMap<String, List<Double>> quantiles) {
        var _ = scene.forecast(quantiles);
        return this;
    }

    public WarmScene idle(NodeTemplate template, Duration since) {
        var _ = scene.idle("a", template, since);
        return this;
    }

    /// One of which so many GPUs are in use.
    public WarmScene working(NodeTemplate template, int gpus) {
        var _ = scene.node("a", template, NodeState.READY, 1, 1, null);
        return last(f -> new NodeFact(f.node(), 1, "", gpus * 1000, null, false));
    }

    public ScalingPlan plan(ScalingPolicy policy) {
        return ScalingPlanner.plan(scene.facts(), policy, Scene.DECISION, NOON);
    }

    public ScalingPlan plan() {
        return scene.plan();
    }

    /// Stopped for so long, with a disk at a cent an hour.
    public WarmScene warm(NodeTemplate template, Duration since) {
        var _ = scene.node("a", template, NodeState.WARM, 1, 1, null);
        return last(
                f ->
                        new NodeFact(
                                changed(
                                        f.node(),
                                        "research",
                                        CapacityType.ON_DEMAND,
                                        NOON.minus(since),
                                        Money.of("0.01")),
                                f.bornVersion(),
                                "",
                                0,
                                null,
                                false));
    }

    public WarmScene stopping(NodeTemplate template) {
        var _ = scene.node("a", template, NodeState.DRAINING, 1, 1, null);
        return last(f -> new NodeFact(f.node(), 1, "", 0, null, false, true, null));
    }

    /// The last node, as it can be woken.
    public WarmScene wakeOffer(String pricePerHour, Duration boot) {
        Node node = last();
        scene.offers.addFirst(
                new Offer(
                                node.pool(),
                                ProviderKind.AWS,
                                "r",
                                "ra",
                                "",
                                node.template(),
                                CapacityType.ON_DEMAND,
                                Money.of(pricePerHour),
                                Money.of(pricePerHour),
                                Duration.ofMinutes(1),
                                Duration.ofMinutes(1),
                                boot,
                                0.9,
                                0)
                        .waking(node.id()));
        return this;
    }

    /// What the first replica fetches and loads on a node that is bought, and on one that is woken.
    public WarmScene preparing(Duration bought, Duration woken) {
        scene.offers.replaceAll(
                o -> {
                    Duration first = o.ofStopped() ? woken : bought;
                    return o.preparing(new Preparing(first, first));
                });
        return this;
    }

    public Node last() {
        return scene.nodes.getLast().node();
    }

    public WarmScene lastBelongsTo(String tenant) {
        String environment = tenant.equals("default") ? "default" : "production";
        return last(f -> with(f, changed(f.node(), tenant, environment, f.node().capacityType())));
    }

    public WarmScene lastIs(CapacityType capacity) {
        return last(f -> with(f, changed(f.node(), "research", "production", capacity)));
    }

    public WarmScene lastLivesUntil(Instant end) {
        return last(
                f ->
                        new NodeFact(
                                f.node(),
                                f.bornVersion(),
                                f.machine(),
                                f.usedMilliGpu(),
                                f.idleSince(),
                                f.releaseAsked(),
                                f.becomesWarm(),
                                end));
    }

    private WarmScene last(UnaryOperator<NodeFact> change) {
        scene.nodes.set(scene.nodes.size() - 1, change.apply(scene.nodes.getLast()));
        return this;
    }

    private static NodeFact with(NodeFact f, Node node) {
        return new NodeFact(
                node,
                f.bornVersion(),
                f.machine(),
                f.usedMilliGpu(),
                f.idleSince(),
                f.releaseAsked(),
                f.becomesWarm(),
                f.livesUntil());
    }

    private static Node changed(Node n, String tenant, String environment, CapacityType capacity) {
        return changed(n, tenant, environment, capacity, n.since(), n.pricePerHour());
    }

    private static Node changed(
            Node n, String tenant, CapacityType capacity, Instant since, Money price) {
        return changed(n, tenant, "production", capacity, since, price);
    }

    private static Node changed(
            Node n,
            String tenant,
            String environment,
            CapacityType capacity,
            Instant since,
            Money price) {
        return new Node(
                n.id(),
                n.version(),
                n.pool(),
                n.provider(),
                n.region(),
                n.zone(),
                capacity,
                n.lane(),
                tenant,
                environment,
                n.template(),
                n.state(),
                since,
                n.providerId(),
                price,
                price,
                n.launchedAt(),
                n.drainBy(),
                n.labels());
    }
}
