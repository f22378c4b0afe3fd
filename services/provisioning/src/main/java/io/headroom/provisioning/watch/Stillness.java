package io.headroom.provisioning.watch;

import io.headroom.contracts.node.NodeState;
import io.headroom.provisioning.node.Lifecycle;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.provider.Seen;

/// Whether a machine may be off although its node has not ended.
final class Stillness {

    private Stillness() {}

    static boolean isOff(Seen machine) {
        return machine.state() == Seen.State.STOPPED || machine.state() == Seen.State.STOPPING;
    }

    /// It is stopped, is being stopped, or is being started: off or on, it is known of.
    static boolean isExpected(Seen machine, NodeRow row) {
        return switch (Lifecycle.of(row)) {
            case Lifecycle.Stopping _,
                    Lifecycle.Warm _,
                    Lifecycle.WakeRequested _,
                    Lifecycle.Waking _ ->
                    true;
            // What is shown may be as old as the call that started it.
            case Lifecycle.Booting _ -> isOff(machine) && row.wasWoken() && isJustStarted(row);
            case Lifecycle.Requested _,
                    Lifecycle.Launching _,
                    Lifecycle.Ready _,
                    Lifecycle.Draining _,
                    Lifecycle.Terminating _,
                    Lifecycle.Terminated _,
                    Lifecycle.Failed _ ->
                    false;
        };
    }

    /// A stopped node's machine that runs.
    static boolean isBroken(Seen machine, NodeRow row) {
        return machine.state() == Seen.State.RUNNING && row.state() == NodeState.WARM;
    }

    private static boolean isJustStarted(NodeRow row) {
        return row.stages().joined() == null && row.stages().ready() == null;
    }
}
