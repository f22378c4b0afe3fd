package io.headroom.replay.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.scaling.Offer;

/// A machine of the replay, from its purchase to its end.
final class SimNode {

    final Offer offer;
    final Instant boughtAt;
    final NodeReason why;
    Instant paidUntil;
    final List<Hold> holds = new ArrayList<>();
    Node node;
    @Nullable Instant idleSince;
    @Nullable Instant endedAt;
    boolean everUsed;

    SimNode(Node node, Offer offer, NodeReason why, Instant boughtAt) {
        this.node = node;
        this.offer = offer;
        this.why = why;
        this.boughtAt = boughtAt;
        this.paidUntil = boughtAt.plus(Till.LEASE);
    }

    void become(NodeState state, Instant now) {
        node =
                new Node(
                        node.id(),
                        node.version() + 1,
                        node.pool(),
                        node.provider(),
                        node.region(),
                        node.zone(),
                        node.capacityType(),
                        node.lane(),
                        node.tenant(),
                        node.environment(),
                        node.template(),
                        state,
                        now,
                        node.providerId(),
                        node.pricePerHour(),
                        node.worstPerHour(),
                        boughtAt,
                        null,
                        node.labels());
    }

    /// How long it is charged for, minimum billing counted.
    Duration charged(Instant until) {
        Duration ran = Duration.between(boughtAt, until);
        return ran.compareTo(offer.minimumBilling()) < 0 ? offer.minimumBilling() : ran;
    }

    double gpuHours(Instant until) {
        return charged(until).toMillis() / 3_600_000.0 * node.gpus();
    }
}
