package io.headroom.engine.scaling.buy;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.PurchaseId;
import io.headroom.contracts.capacity.ShortfallItem;
import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.engine.scaling.fact.LaneCapacity;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.PoolFact;
import io.headroom.engine.scaling.fact.ScalingPlan;

/// The purchases of one plan, with ids derived from its decision.
public final class Purchases {

    private final UUID decision;
    private final int max;
    private final List<ScalingPlan.Step> steps = new ArrayList<>();
    private final List<Offer> bought = new ArrayList<>();
    private int nodes;

    public Purchases(UUID decision, int max) {
        this.decision = decision;
        this.max = max;
    }

    public boolean full() {
        return left() <= 0;
    }

    /// How many more there may be.
    public int left() {
        return max - steps.size();
    }

    /// Nodes that go together.
    ///
    /// @param standIns what may be had instead of an offer
    public void gang(
            ShortfallItem item,
            List<Offer> offers,
            NodeReason why,
            Function<Offer, List<Offer>> standIns) {
        add(
                item.tenant(),
                item.environment(),
                item.priority(),
                true,
                offers.stream().map(o -> node(o, why, standIns.apply(o))).toList(),
                item.workloadClass());
    }

    /// A node for one that waits: its money is granted or denied alone.
    public void single(ShortfallItem item, Offer offer, NodeReason why) {
        single(
                item.tenant(),
                item.environment(),
                item.priority(),
                offer,
                why,
                item.workloadClass());
    }

    /// A node for nobody in particular.
    public void single(
            String tenant, String environment, int priority, Offer offer, NodeReason why) {
        single(tenant, environment, priority, offer, why, null);
    }

    private void single(
            String tenant,
            String environment,
            int priority,
            Offer offer,
            NodeReason why,
            @Nullable WorkloadClass workloadClass) {
        ScalingPlan.NewNode node = node(offer, why, List.of());
        if (offer.ofStopped()) {
            steps.add(
                    new ScalingPlan.Step.Wake(
                            nextId(), tenant, environment, priority, node, workloadClass));
        } else {
            add(tenant, environment, priority, false, List.of(node), workloadClass);
        }
    }

    public List<ScalingPlan.Step> steps() {
        return steps;
    }

    public boolean wakes(NodeId node) {
        return bought.stream().anyMatch(o -> node.equals(o.wakes()));
    }

    /// GPUs bought in this plan that serve a series.
    public double gpus(List<PoolFact> pools, DemandForecast forecast) {
        List<String> ofLane =
                pools.stream()
                        .filter(p -> p.spec().lane().equals(forecast.series().lane()))
                        .map(PoolFact::name)
                        .toList();
        double gpus = 0;
        for (Offer offer : bought) {
            if (ofLane.contains(offer.pool())
                    && LaneCapacity.allows(
                            forecast.series().models(), offer.template().gpuModel())) {
                gpus += LaneCapacity.usable(offer.template(), forecast);
            }
        }
        return gpus;
    }

    private ScalingPlan.NewNode node(Offer offer, NodeReason why, List<Offer> standIns) {
        bought.add(offer);
        NodeId warm = offer.wakes();
        return new ScalingPlan.NewNode(
                warm == null ? new NodeId(DerivedId.of(decision, "node", nodes++)) : warm,
                offer,
                why,
                standIns);
    }

    private PurchaseId nextId() {
        return new PurchaseId(DerivedId.of(decision, "purchase", steps.size()));
    }

    private void add(
            String tenant,
            String environment,
            int priority,
            boolean gang,
            List<ScalingPlan.NewNode> together,
            @Nullable WorkloadClass workloadClass) {
        steps.add(
                new ScalingPlan.Step.Buy(
                        nextId(), tenant, environment, priority, gang, together, workloadClass));
    }
}
