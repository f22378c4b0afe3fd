package io.headroom.provisioning.node;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;

/// Where a node is in its life. Each state offers its legal exits and no others; none has effects.
public sealed interface Lifecycle {

    NodeRow row();

    static Lifecycle of(NodeRow row) {
        return switch (row.state()) {
            case REQUESTED -> new Requested(row);
            case LAUNCHING -> new Launching(row);
            case BOOTING -> new Booting(row);
            case READY -> new Ready(row);
            case WARM -> new Warm(row);
            case DRAINING -> new Draining(row);
            case TERMINATING -> new Terminating(row);
            case TERMINATED -> new Terminated(row);
            case FAILED -> new Failed(row);
        };
    }

    /// Its money is asked for.
    record Requested(NodeRow row) implements Lifecycle {
        Launching launching(Instant at) {
            NodeReason why = new NodeReason.Progress("its money is granted");
            return new Launching(
                    moved(row.at(row.stages().granted(at)), NodeState.LAUNCHING, at, why));
        }

        Failed failed(NodeReason why, Instant at) {
            return new Failed(moved(row, NodeState.FAILED, at, why));
        }
    }

    /// The provider is being called; only the outcome of the attempt ends it.
    record Launching(NodeRow row) implements Lifecycle {
        Booting booting(String providerId, Instant at) {
            Node node = row.node();
            NodeRow bought =
                    row.at(row.stages().accepted(at))
                            .with(
                                    node(node, node.state(), node.since(), providerId, at, null),
                                    row.why());
            NodeReason why = new NodeReason.Progress("the provider started it");
            return new Booting(moved(bought, NodeState.BOOTING, at, why));
        }

        Failed failed(NodeReason why, Instant at) {
            return new Failed(moved(row, NodeState.FAILED, at, why));
        }
    }

    /// The provider has it, its agent has not reported.
    record Booting(NodeRow row) implements Lifecycle {
        /// @param address where other nodes reach it, if its agent could tell
        Ready ready(@Nullable String address, Instant at) {
            NodeReason why = new NodeReason.Progress("its agent reported");
            NodeRow known = row.at(row.stages().ready(at)).with(row.node().at(address), why);
            return new Ready(moved(known, NodeState.READY, at, why));
        }

        Terminating terminating(NodeReason why, Instant at) {
            return new Terminating(moved(row, NodeState.TERMINATING, at, why));
        }

        Terminated gone(NodeReason why, Instant at) {
            return new Terminated(moved(row, NodeState.TERMINATED, at, why));
        }
    }

    /// It takes replicas.
    record Ready(NodeRow row) implements Lifecycle {
        Draining draining(Instant by, NodeReason why, Instant at) {
            return new Draining(drained(row, by, why, at));
        }

        Terminating terminating(NodeReason why, Instant at) {
            return new Terminating(moved(row, NodeState.TERMINATING, at, why));
        }

        Terminated gone(NodeReason why, Instant at) {
            return new Terminated(moved(row, NodeState.TERMINATED, at, why));
        }
    }

    /// Stopped or suspended.
    record Warm(NodeRow row) implements Lifecycle {
        Terminating terminating(NodeReason why, Instant at) {
            return new Terminating(moved(row, NodeState.TERMINATING, at, why));
        }
    }

    /// It takes no more; what runs must leave.
    record Draining(NodeRow row) implements Lifecycle {
        /// Another reason to drain may be in more of a hurry, never in less.
        Draining sooner(Instant by, NodeReason why, Instant at) {
            return new Draining(drained(row, by, why, at));
        }

        Terminating terminating(NodeReason why, Instant at) {
            return new Terminating(moved(row, NodeState.TERMINATING, at, why));
        }

        Terminated gone(NodeReason why, Instant at) {
            return new Terminated(moved(row, NodeState.TERMINATED, at, why));
        }
    }

    /// The provider was told; no way back.
    record Terminating(NodeRow row) implements Lifecycle {
        Terminated gone(Instant at) {
            return new Terminated(moved(row, NodeState.TERMINATED, at, row.why()));
        }
    }

    record Terminated(NodeRow row) implements Lifecycle {}

    record Failed(NodeRow row) implements Lifecycle {}

    private static NodeRow moved(NodeRow row, NodeState to, Instant at, NodeReason why) {
        Node n = row.node();
        return row.with(node(n, to, at, n.providerId(), n.launchedAt(), null), why)
                .releaseAsked(null);
    }

    private static NodeRow drained(NodeRow row, Instant by, NodeReason why, Instant at) {
        Node n = row.node();
        Instant since = n.state() == NodeState.DRAINING ? n.since() : at;
        return row.with(node(n, NodeState.DRAINING, since, n.providerId(), n.launchedAt(), by), why)
                .releaseAsked(null);
    }

    private static Node node(
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
