package io.headroom.contracts.budget;

import java.time.Instant;
import java.util.List;

import io.headroom.contracts.node.NodeId;

/// The money that a node holds: it may run until the lease ends.
///
/// @param version counts the renewals, from 1
/// @param until when the node must be gone from the bill, time to terminate included
/// @param drainBy when it must begin to end, so that it is gone in time
/// @param paid what was reserved for it so far, out of each budget
public record Lease(
        NodeId node,
        long version,
        Instant from,
        Instant until,
        Instant drainBy,
        Money paid,
        List<String> budgets) {}
