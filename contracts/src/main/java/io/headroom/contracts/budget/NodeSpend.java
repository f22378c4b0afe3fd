package io.headroom.contracts.budget;

import java.time.Duration;

import io.headroom.contracts.node.NodeId;

/// The money that one node asks for.
///
/// @param worstPerHour the most it may be charged an hour: list price or spot maximum, and disks
/// @param minimumBilling charged at least, however soon it ends
/// @param timeToTerminate from "end it" until it surely costs nothing any more
public record NodeSpend(
        NodeId node,
        SpendAttributes attributes,
        Money worstPerHour,
        Duration minimumBilling,
        Duration timeToTerminate) {}
