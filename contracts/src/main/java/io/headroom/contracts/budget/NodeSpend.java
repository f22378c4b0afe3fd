package io.headroom.contracts.budget;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.node.NodeId;

/// The money that one node asks for.
///
/// @param worstPerHour the most it may be charged an hour: list price or spot maximum, and disks
/// @param minimumBilling charged at least, however soon it ends
/// @param timeToTerminate from "end it" until it surely costs nothing any more
/// @param woken the rest that it is woken from; absent for one that is bought
public record NodeSpend(
        NodeId node,
        SpendAttributes attributes,
        Money worstPerHour,
        Duration minimumBilling,
        Duration timeToTerminate,
        @Nullable Woken woken) {

    /// A node that was stopped, and is to run again.
    ///
    /// @param version of the node while it was stopped: what is said of it under that one or before is of its earlier life
    /// @param since when it was confirmed stopped
    /// @param restPerHour what it costs until it runs: its disk
    public record Woken(long version, Instant since, Money restPerHour) {}

    /// One that is bought.
    public NodeSpend(
            NodeId node,
            SpendAttributes attributes,
            Money worstPerHour,
            Duration minimumBilling,
            Duration timeToTerminate) {
        this(node, attributes, worstPerHour, minimumBilling, timeToTerminate, null);
    }

    /// At other prices, for the rest the same.
    public NodeSpend at(Money worst, Duration minimum) {
        return new NodeSpend(node, attributes, worst, minimum, timeToTerminate, woken);
    }
}
