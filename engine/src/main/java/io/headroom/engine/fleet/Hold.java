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
/// @param atMost by when nine of ten like it have ended; absent if nobody knows
public record Hold(
        WorkloadId workload,
        int replica,
        String tenant,
        String environment,
        Shape shape,
        List<Integer> devices,
        @Nullable Instant until,
        @Nullable Integer slot,
        @Nullable Instant atMost) {

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

    /// What one holds of which nobody knows how much longer it may take than is thought.
    public Hold(
            WorkloadId workload,
            int replica,
            String tenant,
            String environment,
            Shape shape,
            List<Integer> devices,
            @Nullable Instant until,
            @Nullable Integer slot) {
        this(workload, replica, tenant, environment, shape, devices, until, slot, null);
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

    /// The same of one that is likely to end at one instant, and has surely done so by the other.
    public Hold ending(@Nullable Instant likely, @Nullable Instant surely) {
        return new Hold(
                workload, replica, tenant, environment, shape, devices, likely, slot, surely);
    }

    /// When it is likely to end, as one that has not by now: past the time by which half have, it is given the time by which nine of ten have.
    public @Nullable Instant likelyEnd(Instant now) {
        boolean late = until != null && !until.isAfter(now);
        return late && atMost != null && atMost.isAfter(now) ? atMost : until;
    }

    /// When it has surely ended, as surely as is known.
    public @Nullable Instant sureEnd() {
        return atMost == null ? until : atMost;
    }
}
