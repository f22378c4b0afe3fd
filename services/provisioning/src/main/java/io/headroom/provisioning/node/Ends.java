package io.headroom.provisioning.node;

import java.time.Instant;
import java.util.Optional;

import io.headroom.contracts.node.NodeReason;
import io.headroom.provisioning.node.Nodes.Change;

/// How a node is brought to its end from whatever state it is in: the one place that knows.
public final class Ends {

    private Ends() {}

    /// Its replicas get until `by` to leave; a node that holds none yet ends at once.
    public static Change drain(Instant by, NodeReason why, Instant now) {
        return row ->
                switch (Lifecycle.of(row)) {
                    case Lifecycle.Requested _,
                            Lifecycle.Launching _,
                            Lifecycle.WakeRequested _,
                            Lifecycle.Waking _ ->
                            wanted(row, why);
                    case Lifecycle.Booting booting ->
                            Optional.of(booting.terminating(why, now).row());
                    case Lifecycle.Ready ready -> Optional.of(ready.draining(by, why, now).row());
                    case Lifecycle.Warm warm -> Optional.of(warm.terminating(why, now).row());
                    case Lifecycle.Stopping stopping ->
                            Optional.of(stopping.terminating(why, now).row());
                    case Lifecycle.Draining draining -> sooner(draining, by, why, now);
                    case Lifecycle.Terminating _, Lifecycle.Terminated _, Lifecycle.Failed _ ->
                            Optional.empty();
                };
    }

    /// It ends now, whatever it holds.
    public static Change terminate(NodeReason why, Instant now) {
        return row ->
                switch (Lifecycle.of(row)) {
                    case Lifecycle.Requested _,
                            Lifecycle.Launching _,
                            Lifecycle.WakeRequested _,
                            Lifecycle.Waking _ ->
                            wanted(row, why);
                    case Lifecycle.Booting booting ->
                            Optional.of(booting.terminating(why, now).row());
                    case Lifecycle.Ready ready -> Optional.of(ready.terminating(why, now).row());
                    case Lifecycle.Warm warm -> Optional.of(warm.terminating(why, now).row());
                    case Lifecycle.Stopping stopping ->
                            Optional.of(stopping.terminating(why, now).row());
                    case Lifecycle.Draining draining ->
                            Optional.of(draining.terminating(why, now).row());
                    case Lifecycle.Terminating _, Lifecycle.Terminated _, Lifecycle.Failed _ ->
                            Optional.empty();
                };
    }

    /// A stopped node that nothing needs any more; one that is woken meanwhile lives on.
    public static Change warm(NodeReason why, Instant now) {
        return row ->
                Lifecycle.of(row) instanceof Lifecycle.Warm warm
                        ? Optional.of(warm.terminating(why, now).row())
                        : Optional.empty();
    }

    /// Its provider has it no longer.
    public static Change gone(NodeReason why, Instant now) {
        return row ->
                switch (Lifecycle.of(row)) {
                    case Lifecycle.Booting booting -> Optional.of(booting.gone(why, now).row());
                    case Lifecycle.Ready ready -> Optional.of(ready.gone(why, now).row());
                    case Lifecycle.Draining draining -> Optional.of(draining.gone(why, now).row());
                    case Lifecycle.Terminating ending -> Optional.of(ending.gone(now).row());
                    case Lifecycle.Stopping stopping -> Optional.of(stopping.gone(why, now).row());
                    case Lifecycle.Warm warm -> Optional.of(warm.gone(why, now).row());
                    // Its start will find nothing, and then it ends.
                    case Lifecycle.WakeRequested _, Lifecycle.Waking _ -> wanted(row, why);
                    case Lifecycle.Requested _,
                            Lifecycle.Launching _,
                            Lifecycle.Terminated _,
                            Lifecycle.Failed _ ->
                            Optional.empty();
                };
    }

    /// Nothing runs on it any more, for good: it is stopped if that is what it was asked for, else ended.
    public static Change released(NodeReason why, Instant now, Instant stoppedBy) {
        return row ->
                row.stops() && Lifecycle.of(row) instanceof Lifecycle.Ready ready
                        ? Optional.of(ready.stopping(stoppedBy, why, now).row())
                        : terminate(why, now).of(row);
    }

    /// An attempt under way cannot be called off: what comes of it ends as soon as it is there.
    private static Optional<NodeRow> wanted(NodeRow row, NodeReason why) {
        return row.endWanted() == null ? Optional.of(row.endWanted(why)) : Optional.empty();
    }

    private static Optional<NodeRow> sooner(
            Lifecycle.Draining draining, Instant by, NodeReason why, Instant now) {
        Instant before = draining.row().node().drainBy();
        return before != null && !by.isBefore(before)
                ? Optional.empty()
                : Optional.of(draining.sooner(by, why, now).row());
    }
}
