package io.headroom.provisioning.node;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.PurchaseId;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.engine.scaling.fact.Offer;

/// Where a node is in its life. Each state offers its legal exits and no others; none has effects.
public sealed interface Lifecycle {

    NodeRow row();

    static Lifecycle of(NodeRow row) {
        return switch (row.state()) {
            case REQUESTED -> hasMachine(row) ? new WakeRequested(row) : new Requested(row);
            case LAUNCHING -> hasMachine(row) ? new Waking(row) : new Launching(row);
            case BOOTING -> new Booting(row);
            case READY -> new Ready(row);
            case WARM -> new Warm(row);
            case DRAINING -> row.stops() ? new Stopping(row) : new Draining(row);
            case TERMINATING -> new Terminating(row);
            case TERMINATED -> new Terminated(row);
            case FAILED -> new Failed(row);
        };
    }

    private static boolean hasMachine(NodeRow row) {
        return row.node().providerId() != null;
    }

    /// Its money is asked for.
    record Requested(NodeRow row) implements Lifecycle {
        Launching launching(Instant at) {
            NodeReason why = new NodeReason.Progress("its money is granted");
            return new Launching(
                    Moves.moved(row.at(row.stages().granted(at)), NodeState.LAUNCHING, at, why));
        }

        Failed failed(NodeReason why, Instant at) {
            return new Failed(Moves.moved(row, NodeState.FAILED, at, why));
        }
    }

    /// The provider is being called; only the outcome of the attempt ends it.
    record Launching(NodeRow row) implements Lifecycle {
        /// @param since from when its provider charges it
        Booting booting(String providerId, Instant since, Instant at) {
            NodeRow bought =
                    row.at(row.stages().accepted(at))
                            .with(row.node().providerId(providerId).launchedAt(since), row.why());
            NodeReason why = new NodeReason.Progress("the provider started it");
            return new Booting(Moves.moved(bought, NodeState.BOOTING, at, why));
        }

        Failed failed(NodeReason why, Instant at) {
            return new Failed(Moves.moved(row, NodeState.FAILED, at, why));
        }
    }

    /// The provider has it, its agent has not reported.
    record Booting(NodeRow row) implements Lifecycle {
        /// @param address where other nodes reach it, if its agent could tell
        public Ready ready(@Nullable String address, Instant at) {
            NodeReason why = new NodeReason.Progress("its agent reported");
            NodeRow known = row.at(row.stages().ready(at)).with(row.node().at(address), why);
            return new Ready(Moves.moved(known, NodeState.READY, at, why));
        }

        Terminating terminating(NodeReason why, Instant at) {
            return new Terminating(Moves.moved(row, NodeState.TERMINATING, at, why));
        }

        Terminated gone(NodeReason why, Instant at) {
            return new Terminated(Moves.moved(row, NodeState.TERMINATED, at, why));
        }
    }

    /// It takes replicas.
    record Ready(NodeRow row) implements Lifecycle {
        /// Whatever it was asked before: what runs on it is in the way of a stop.
        Draining draining(Instant by, NodeReason why, Instant at) {
            Warmth warmth = row.warmth();
            NodeRow ending = warmth == null ? row : row.warm(warmth.toEnd());
            return new Draining(Moves.drained(ending, by, why, at));
        }

        /// It holds nothing and takes nothing: it may be stopped until then.
        Stopping stopping(Instant by, NodeReason why, Instant at) {
            return new Stopping(Moves.drained(row, by, why, at));
        }

        Terminating terminating(NodeReason why, Instant at) {
            return new Terminating(Moves.moved(row, NodeState.TERMINATING, at, why));
        }

        Terminated gone(NodeReason why, Instant at) {
            return new Terminated(Moves.moved(row, NodeState.TERMINATED, at, why));
        }
    }

    /// It takes no more and holds nothing; the provider is told to stop it, until it is confirmed or too late.
    record Stopping(NodeRow row) implements Lifecycle {

        public Warm warm(Instant at) {
            return new Warm(Moves.rested(row, row.why(), at));
        }

        Terminating terminating(NodeReason why, Instant at) {
            return new Terminating(Moves.moved(row, NodeState.TERMINATING, at, why));
        }

        Terminated gone(NodeReason why, Instant at) {
            return new Terminated(Moves.moved(row, NodeState.TERMINATED, at, why));
        }
    }

    /// Stopped, confirmed by its provider.
    record Warm(NodeRow row) implements Lifecycle {

        /// To be paid for anew, at these prices.
        public WakeRequested wakeRequested(
                PurchaseId purchase, Offer offer, NodeReason why, Instant at) {
            NodeRow again = row.boughtAgain(purchase, at);
            Node priced =
                    row.node().priced(offer.pricePerHour(), offer.worstPerHour()).launchedAt(null);
            return new WakeRequested(
                    Moves.moved(again.with(priced, why), NodeState.REQUESTED, at, why));
        }

        Terminating terminating(NodeReason why, Instant at) {
            return new Terminating(Moves.moved(row, NodeState.TERMINATING, at, why));
        }

        Terminated gone(NodeReason why, Instant at) {
            return new Terminated(Moves.moved(row, NodeState.TERMINATED, at, why));
        }
    }

    /// The money to wake it is asked for; it is still stopped.
    record WakeRequested(NodeRow row) implements Lifecycle {

        Waking waking(Instant at) {
            NodeReason why = new NodeReason.Progress("the money to wake it is granted");
            return new Waking(
                    Moves.moved(row.at(row.stages().granted(at)), NodeState.LAUNCHING, at, why));
        }

        Warm warm(NodeReason why, Instant at) {
            return new Warm(Moves.rested(row, why, at));
        }
    }

    /// The provider is being called to start it; only the outcome of the attempt ends it.
    record Waking(NodeRow row) implements Lifecycle {

        /// @param since from when its provider charges it
        Booting booting(Instant since, Instant at) {
            NodeReason why = new NodeReason.Progress("the provider started it again");
            NodeRow woken =
                    row.at(row.stages().accepted(at)).with(row.node().launchedAt(since), why);
            Warmth before = row.warmth();
            return new Booting(
                    Moves.moved(
                            before == null ? woken : woken.warm(before.wokenAgain()),
                            NodeState.BOOTING,
                            at,
                            why));
        }

        Warm warm(NodeReason why, Instant at) {
            return new Warm(Moves.rested(row, why, at));
        }
    }

    /// It takes no more; what runs must leave.
    record Draining(NodeRow row) implements Lifecycle {
        /// Another reason to drain may be in more of a hurry, never in less.
        Draining sooner(Instant by, NodeReason why, Instant at) {
            return new Draining(Moves.drained(row, by, why, at));
        }

        Terminating terminating(NodeReason why, Instant at) {
            return new Terminating(Moves.moved(row, NodeState.TERMINATING, at, why));
        }

        Terminated gone(NodeReason why, Instant at) {
            return new Terminated(Moves.moved(row, NodeState.TERMINATED, at, why));
        }
    }

    /// The provider was told; no way back.
    record Terminating(NodeRow row) implements Lifecycle {
        public Terminated gone(Instant at) {
            return new Terminated(Moves.moved(row, NodeState.TERMINATED, at, row.why()));
        }
    }

    record Terminated(NodeRow row) implements Lifecycle {}

    record Failed(NodeRow row) implements Lifecycle {}
}
