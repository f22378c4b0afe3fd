package io.headroom.contracts.node;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// Nothing runs on the node and nothing will be bound to it: it may end.
///
/// @param emptied what moving its work cost and saves; absent where nothing was moved
@EventName(context = "placement", name = "node-released")
public record NodeReleased(NodeId node, long nodeVersion, @Nullable Emptied emptied)
        implements Event {

    /// Work that was moved so that the node may go.
    ///
    /// @param workloads how many
    /// @param loses dollars, of work since checkpoints and of starting again
    /// @param saves dollars, of the time that the node would have been kept for
    public record Emptied(int workloads, Money loses, Money saves) {}

    /// One that was empty.
    public NodeReleased(NodeId node, long nodeVersion) {
        this(node, nodeVersion, null);
    }

    @Override
    public String key() {
        return node.toString();
    }

    @Override
    public long version() {
        return nodeVersion;
    }
}
