package io.headroom.console.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.workload.PendingReason;

/// The whole fleet in numbers.
///
/// @param nodes how many there are in each state
/// @param queue how many workloads are in each state; those that are over are not counted
/// @param decisions the latest, newest first
public record Fleet(
        Instant at,
        Map<String, Integer> nodes,
        Gpus gpus,
        Map<String, Integer> queue,
        Spend spend,
        List<Pool> pools,
        List<Lane> lanes,
        List<Decision> decisions) {

    /// GPUs of a pool or of all.
    ///
    /// @param total of all nodes that are not gone
    /// @param ready of those that take replicas
    /// @param planned of those on the way
    /// @param usedMilli thousandths that bound replicas hold
    public record Gpus(int total, int ready, int planned, long usedMilli) {}

    /// What it costs.
    ///
    /// @param perHour what all nodes are charged now
    /// @param worstPerHour the most that they may be charged
    public record Spend(Money perHour, Money worstPerHour) {}

    /// A pool and what it has.
    ///
    /// @param mode whether it acts; absent until the pool is heard of
    public record Pool(
            String name,
            String provider,
            String lane,
            @Nullable String mode,
            int min,
            int max,
            Map<String, Integer> nodes,
            Gpus gpus,
            Money perHour) {}

    /// A lane and what it lacks.
    ///
    /// @param shortfallReplicas that no capacity can hold, present or planned
    /// @param runningMilliGpu what its bound replicas hold
    /// @param unmet what is not bought, and why not
    public record Lane(
            String name,
            int shortfallReplicas,
            long shortfallMilliGpu,
            long runningMilliGpu,
            List<Unmet> unmet) {}

    /// Replicas that nothing is bought for.
    ///
    /// @param wants the shape, for people
    public record Unmet(String wants, int replicas, PendingReason reason) {}
}
