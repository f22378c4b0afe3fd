package io.headroom.contracts.node;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.workload.RunSpec;
import io.headroom.contracts.workload.WorkloadId;

/// One replica that a node is told to run.
///
/// @param attempt which start of the workload this is; a new attempt is a new replica
/// @param devices indices of the node's GPUs, from 0
/// @param milliGpu share of each device in thousandths
/// @param gpuMemoryMib GPU memory of a share; 0 for whole GPUs
/// @param mig the instance of its one device; absent for whole GPUs and shares
/// @param replicas how many the workload has; @param peers their nodes' addresses by replica, once all are placed
/// @param expected how long it is thought to run; absent: nobody knows. Only a simulated runtime keeps to it
public record ReplicaAssignment(
        WorkloadId workload,
        int replica,
        int attempt,
        List<Integer> devices,
        int milliGpu,
        int gpuMemoryMib,
        int cpuMillis,
        int memoryMib,
        int replicas,
        List<String> peers,
        RunSpec run,
        @Nullable MigInstance mig,
        @Nullable Duration expected) {}
