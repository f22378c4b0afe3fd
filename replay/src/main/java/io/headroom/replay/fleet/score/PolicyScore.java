package io.headroom.replay.fleet.score;

import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.workload.WorkloadClass;

/// What one policy made of a trace.
///
/// @param waitingCost dollars that an hour's wait for one GPU was said to be worth
/// @param withinTarget share of the workloads that started within their class' target
/// @param wastedLaunches nodes that never ran anything
/// @param oscillations how often a node was launched or woken, and given back within an hour
/// @param rests how often one was launched or woken, and stopped within an hour: it is a wake away, and only its disk is paid
/// @param wakes how often a stopped node was started again
/// @param reclaimed spot machines that the provider took back
/// @param boundsThatBound how often a sanity bound cut what a forecast asked for
/// @param consolidation what came of moving work so that nodes may go; absent where nothing may be moved
public record PolicyScore(
        String policy,
        double waitingCost,
        FleetOutcome.Workloads workloads,
        FleetOutcome.Percentiles queueWaitSeconds,
        @JsonProperty("byClass") List<ClassScore> classes,
        double withinTarget,
        FleetOutcome.GpuHours gpuHours,
        @JsonSerialize(using = DollarsAsNumber.class) Money cost,
        @JsonSerialize(using = DollarsAsNumber.class) Money costPerCompletedWorkload,
        int launches,
        int wastedLaunches,
        int oscillations,
        int rests,
        int reclaimed,
        WarmHours warmGpuHours,
        int wakes,
        FleetOutcome.Budget budget,
        Certainty certainty,
        double forecastError,
        int boundsThatBound,
        @Nullable Consolidated consolidation,
        @JsonIgnore List<FleetTimeline.Point> timeline) {

    public PolicyScore {
        classes = List.copyOf(classes);
        timeline = List.copyOf(timeline);
    }

    /// One class of workloads.
    public record ClassScore(
            @JsonProperty("class") WorkloadClass workloadClass,
            int workloads,
            FleetOutcome.Percentiles queueWaitSeconds,
            Duration target,
            double withinTarget) {}

    /// GPU-hours that ran nothing, by what the node was doing.
    ///
    /// @param booting on its way; @param idle up, with nothing on the node
    /// @param stopped off, with only its disk to pay: not among the hours bought
    public record WarmHours(double booting, double idle, double stopped) {}

    /// What paying in advance costs.
    ///
    /// @param lease for how long a node is paid in advance
    /// @param neverUsed what leases still had when their nodes were gone, all of them together
    /// @param heldAtMost the most that leases ever held at one time for what had not run up yet: what a budget cannot give out
    public record Certainty(Duration lease, Money neverUsed, Money heldAtMost) {}
}
