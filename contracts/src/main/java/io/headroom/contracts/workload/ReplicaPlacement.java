package io.headroom.contracts.workload;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.node.MigInstance;
import io.headroom.contracts.node.NodeId;

/// The binding of one replica to a node and devices of it.
///
/// @param devices indices of the node's GPUs, from 0
/// @param milliGpu taken of each of them, in thousandths
/// @param mig the instance of its one device; absent for whole GPUs and shares
/// @param why why here, for people
public record ReplicaPlacement(
        WorkloadId workload,
        int replica,
        NodeId node,
        List<Integer> devices,
        int milliGpu,
        @Nullable MigInstance mig,
        String why) {}
