package io.headroom.engine.fleet;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.workload.WorkloadId;

/// What one bound replica holds of a node.
///
/// @param devices indices of the node's GPUs, from 0
/// @param until when it is thought to end; absent if nobody knows
/// @param slot where its MIG instance begins on its one device; absent for whole GPUs and shares
public record Hold(
        WorkloadId workload,
        int replica,
        String tenant,
        String environment,
        Shape shape,
        List<Integer> devices,
        @Nullable Instant until,
        @Nullable Integer slot) {

    public Hold {
        devices = devices.stream().sorted().toList();
        if (devices.size() != shape.gpus() || (shape.mig() == null) != (slot == null)) {
            throw new IllegalArgumentException(
                    workload
                            + "/"
                            + replica
                            + " holds devices "
                            + devices
                            + "/"
                            + slot
                            + " for "
                            + shape);
        }
    }

    /// What one holds that is on whole GPUs or a share.
    public Hold(
            WorkloadId workload,
            int replica,
            String tenant,
            String environment,
            Shape shape,
            List<Integer> devices,
            @Nullable Instant until) {
        this(workload, replica, tenant, environment, shape, devices, until, null);
    }

    /// What a replica of one that waits will hold once it has its place.
    public static Hold of(
            Waiting waiting,
            int replica,
            List<Integer> devices,
            @Nullable Integer slot,
            @Nullable Instant until) {
        return new Hold(
                waiting.id(),
                replica,
                waiting.tenant(),
                waiting.environment(),
                waiting.shape(),
                devices,
                until,
                slot);
    }
}
