package io.headroom.provisioning.node;

import java.time.Instant;
import java.util.Optional;

import io.headroom.contracts.node.NodeReason;
import io.headroom.provisioning.provider.Launched;
import io.headroom.provisioning.provider.ProviderFailure;

/// What becomes of a node once its money, or its provider, has answered: one that has a machine already is stopped again where a new
/// one would have failed.
public final class Paid {

    private Paid() {}

    public static Optional<NodeRow> by(NodeRow row, Instant now) {
        NodeReason end = row.endWanted();
        return switch (Lifecycle.of(row)) {
            case Lifecycle.Requested requested ->
                    Optional.of(
                            end == null
                                    ? requested.launching(now).row()
                                    // Nobody wants it any more, and no provider was called.
                                    : requested.failed(end, now).row());
            case Lifecycle.WakeRequested asked ->
                    Optional.of(end == null ? asked.waking(now).row() : asked.warm(end, now).row());
            case Lifecycle.Launching _,
                    Lifecycle.Waking _,
                    Lifecycle.Booting _,
                    Lifecycle.Ready _,
                    Lifecycle.Stopping _,
                    Lifecycle.Warm _,
                    Lifecycle.Draining _,
                    Lifecycle.Terminating _,
                    Lifecycle.Terminated _,
                    Lifecycle.Failed _ ->
                    Optional.empty();
        };
    }

    public static Optional<NodeRow> denied(NodeRow row, NodeReason why, Instant now) {
        if (Lifecycle.of(row) instanceof Lifecycle.Requested requested) {
            return Optional.of(requested.failed(why, now).row());
        }
        return Lifecycle.of(row) instanceof Lifecycle.WakeRequested asked
                ? Optional.of(asked.warm(why, now).row())
                : Optional.empty();
    }

    /// It costs money from when its provider has it, which is before we know.
    public static Optional<NodeRow> started(NodeRow row, Launched launched, Instant now) {
        Instant since = since(row, launched, now);
        if (Lifecycle.of(row) instanceof Lifecycle.Launching launching) {
            return Optional.of(launching.booting(launched.providerId(), since, now).row());
        }
        return Lifecycle.of(row) instanceof Lifecycle.Waking waking
                ? Optional.of(waking.booting(since, now).row())
                : Optional.empty();
    }

    /// Not before the call was allowed, however a provider's clock goes.
    private static Instant since(NodeRow row, Launched launched, Instant now) {
        Instant told = launched.since();
        Instant earliest = row.node().since();
        if (told == null || told.isAfter(now)) {
            return now;
        }
        return told.isBefore(earliest) ? earliest : told;
    }

    /// A machine that could not be had is had another time; one that its provider will not start is of no use stopped.
    public static Optional<NodeRow> refused(NodeRow row, ProviderFailure failure, Instant now) {
        NodeReason why = new NodeReason.ProviderRefused(failure.kind(), failure.detail());
        if (Lifecycle.of(row) instanceof Lifecycle.Launching launching) {
            return Optional.of(launching.failed(why, now).row());
        }
        if (!(Lifecycle.of(row) instanceof Lifecycle.Waking waking)) {
            return Optional.empty();
        }
        NodeRow warm = waking.warm(why, now).row();
        return Optional.of(
                failure instanceof ProviderFailure.Denied && warm.endWanted() == null
                        ? warm.endWanted(why)
                        : warm);
    }
}
