package io.headroom.provisioning.node;

import java.time.Instant;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;

/// How rows change with the states of their nodes; which changes there are is [Lifecycle]'s.
final class Moves {

    private Moves() {}

    static NodeRow moved(NodeRow row, NodeState to, Instant at, NodeReason why) {
        return row.with(row.node().state(to, at, null), why).releaseAsked(null);
    }

    /// At the price of its disk. Whether it was wanted to end stays known.
    static NodeRow rested(NodeRow row, NodeReason why, Instant at) {
        Warmth warmth = row.warmth();
        Money disk = warmth == null ? Money.ZERO : warmth.diskPerHour();
        NodeRow idle = warmth == null ? row : row.warm(warmth.toEnd());
        return moved(idle.with(row.node().priced(disk, disk), why), NodeState.WARM, at, why);
    }

    static NodeRow drained(NodeRow row, Instant by, NodeReason why, Instant at) {
        Node n = row.node();
        Instant since = n.state() == NodeState.DRAINING ? n.since() : at;
        return row.with(n.state(NodeState.DRAINING, since, by), why).releaseAsked(null);
    }
}
