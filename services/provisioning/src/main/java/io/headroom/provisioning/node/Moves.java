package io.headroom.provisioning.node;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;

/// How rows change with the states of their nodes; which changes there are is [Lifecycle]'s.
final class Moves {

    private Moves() {}

    static NodeRow moved(NodeRow row, NodeState to, Instant at, NodeReason why) {
        Node n = row.node();
        return row.with(node(n, to, at, n.providerId(), n.launchedAt(), null), why)
                .releaseAsked(null);
    }

    /// At the price of its disk. Whether it was wanted to end stays known.
    static NodeRow rested(NodeRow row, NodeReason why, Instant at) {
        Warmth warmth = row.warmth();
        Money disk = warmth == null ? Money.ZERO : warmth.diskPerHour();
        NodeRow idle = warmth == null ? row : row.warm(warmth.toEnd());
        Node priced = priced(row.node(), disk, disk, row.node().launchedAt());
        return moved(idle.with(priced, why), NodeState.WARM, at, why);
    }

    static NodeRow drained(NodeRow row, Instant by, NodeReason why, Instant at) {
        Node n = row.node();
        Instant since = n.state() == NodeState.DRAINING ? n.since() : at;
        return row.with(node(n, NodeState.DRAINING, since, n.providerId(), n.launchedAt(), by), why)
                .releaseAsked(null);
    }

    static Node priced(Node n, Money price, Money worst, @Nullable Instant launchedAt) {
        return new Node(
                n.id(),
                n.version(),
                n.pool(),
                n.provider(),
                n.region(),
                n.zone(),
                n.capacityType(),
                n.lane(),
                n.tenant(),
                n.environment(),
                n.template(),
                n.state(),
                n.since(),
                n.providerId(),
                price,
                worst,
                launchedAt,
                n.drainBy(),
                n.labels(),
                n.address());
    }

    static Node node(
            Node n,
            NodeState state,
            Instant since,
            @Nullable String providerId,
            @Nullable Instant launchedAt,
            @Nullable Instant drainBy) {
        return new Node(
                n.id(),
                n.version(),
                n.pool(),
                n.provider(),
                n.region(),
                n.zone(),
                n.capacityType(),
                n.lane(),
                n.tenant(),
                n.environment(),
                n.template(),
                state,
                since,
                providerId,
                n.pricePerHour(),
                n.worstPerHour(),
                launchedAt,
                drainBy,
                n.labels(),
                n.address());
    }
}
