package io.headroom.engine.scaling;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.PoolSpec;
import io.headroom.engine.scaling.fact.NodeFact;
import io.headroom.engine.scaling.fact.Offer;
import io.headroom.engine.scaling.fact.ScalingPlan;

/// A node that a pool in mode `advise` would have by now, had it acted: on paper alone.
///
/// @param machine the machine of our own that it would be; empty otherwise
/// @param why it would have been bought
/// @param readyAt when it would be up, as boots of its kind were of late
/// @param usedMilliGpu what of the lane's waiting work it would hold
/// @param idleSince since when it would hold none; absent while it would, and until it is up
public record PaperNode(
        Node node,
        String machine,
        NodeReason why,
        Instant readyAt,
        int usedMilliGpu,
        @Nullable Instant idleSince) {

    static PaperNode bought(
            ScalingPlan.Step.Buy buy, ScalingPlan.NewNode fresh, PoolSpec pool, Instant now) {
        Offer offer = fresh.offer();
        Node node =
                new Node(
                        fresh.node(),
                        0,
                        offer.pool(),
                        offer.provider(),
                        offer.region(),
                        offer.zone(),
                        offer.capacityType(),
                        pool.lane(),
                        buy.tenant(),
                        buy.environment(),
                        offer.template(),
                        NodeState.BOOTING,
                        now,
                        null,
                        offer.pricePerHour(),
                        offer.worstPerHour(),
                        now,
                        null,
                        pool.labels());
        return new PaperNode(node, offer.machine(), fresh.why(), now.plus(offer.boot()), 0, null);
    }

    boolean isUp(Instant now) {
        return !now.isBefore(readyAt);
    }

    /// As it stands at a moment, holding so much.
    PaperNode at(Instant now, int milliGpu) {
        if (!isUp(now)) {
            return this;
        }
        Instant idle = milliGpu > 0 ? null : idleSince == null ? now : idleSince;
        return new PaperNode(up(), machine, why, readyAt, milliGpu, idle);
    }

    /// What it costs an hour.
    public Money pricePerHour() {
        return node.pricePerHour();
    }

    private Node up() {
        return node.state(NodeState.READY, readyAt, node.drainBy());
    }

    /// Placement never hears of it: whatever waits is laid onto it anew in every plan.
    NodeFact fact() {
        return new NodeFact(node, Long.MAX_VALUE, machine, usedMilliGpu, idleSince, false);
    }
}
