package io.headroom.contracts.node;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// Provisioning would let a node go. Answered by [NodeReleased] or [NodeRetained]: at once where it is empty or may not be emptied, else
/// when what runs on it has moved.
///
/// @param nodeVersion the version that the request was decided on
/// @param pays what it saves if the node goes; absent where nothing is moved for it
@EventName(context = "provisioning", name = "node-release-requested")
public record NodeReleaseRequested(
        NodeId node, long nodeVersion, NodeReason why, @Nullable Pays pays) implements Event {

    /// What letting a node go before its work ends saves.
    ///
    /// @param perHour dollars that an hour less of it saves
    /// @param within for how long it would be kept at most: what is saved later is not counted
    /// @param factor how many times the saving has to be of what moving loses, from 1
    public record Pays(Money perHour, Duration within, double factor) {
        public Pays {
            if (factor < 1 || within.isNegative()) {
                throw new IllegalArgumentException(
                        "a saving of " + factor + " times the loss, within " + within);
            }
        }
    }

    /// Of an empty node.
    public NodeReleaseRequested(NodeId node, long nodeVersion, NodeReason why) {
        this(node, nodeVersion, why, null);
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
