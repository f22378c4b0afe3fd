package io.headroom.agent.desired;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.headroom.agent.disk.StateFolder;
import io.headroom.contracts.node.DesiredState;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.ReplicaAssignment;

/// What the node is told to run: the newest, on disk, and nothing older in its place.
public final class DesiredWatch {

    private static final System.Logger LOG = System.getLogger("io.headroom.agent.desired");
    private static final String FILE = "desired.json";

    private final StateFolder folder;
    private final NodeId node;
    private @Nullable DesiredState newest;

    public DesiredWatch(StateFolder folder, NodeId node) {
        this.folder = folder;
        this.node = node;
        this.newest = folder.read(FILE, DesiredState.class).orElse(null);
    }

    /// Takes a state in; false when it is another node's, not whole, or older than what is known.
    public synchronized boolean accept(DesiredState state) {
        // Kept, a state with a hole would stop the agent at each of its starts.
        boolean whole = state.replicas() != null && state.bootId() != null;
        if (!whole || !node.equals(state.node())) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "node {0}: refused a state that is not its own",
                    node);
            return false;
        }
        DesiredState known = newest;
        if (known != null && older(state, known)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "node {0}: refused the older state {1}/{2}",
                    node,
                    state.epoch(),
                    state.generation());
            return false;
        }
        if (!state.equals(known)) {
            folder.write(FILE, state);
            newest = state;
        }
        return true;
    }

    public synchronized Optional<DesiredState> newest() {
        return Optional.ofNullable(newest);
    }

    public synchronized List<ReplicaAssignment> replicas() {
        return newest().map(DesiredState::replicas).orElse(List.of());
    }

    private static boolean older(DesiredState one, DesiredState known) {
        return one.epoch() < known.epoch()
                || (one.epoch() == known.epoch() && one.generation() < known.generation());
    }
}
