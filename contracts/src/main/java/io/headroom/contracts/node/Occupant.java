package io.headroom.contracts.node;

import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;

/// A workload's part of a node, for splitting the node's cost.
public record Occupant(
        WorkloadId workload,
        String tenant,
        String environment,
        WorkloadClass workloadClass,
        int milliGpu) {}
