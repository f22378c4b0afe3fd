package io.headroom.engine.placement;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.HeldBack;
import io.headroom.contracts.capacity.MigProfile;
import io.headroom.contracts.capacity.ShortfallItem;
import io.headroom.contracts.node.MigInstance;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.workload.PendingReason;
import io.headroom.contracts.workload.ReplicaPlacement;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.placement.emptying.EmptyingPlan;
import io.headroom.engine.placement.emptying.EmptyingPlan.Stays;
import io.headroom.engine.placement.preemption.Preemption;

/// Who goes where, who waits and why, and what is missing.
///
/// @param placed in the order decided; on planned nodes, too
/// @param pending workloads of which replicas have no place, in the order of service
/// @param shortfall by lane name, each the whole of its lane; a lane that lacks nothing is not there
/// @param preemptions all room being made that is not done yet, decided now or earlier: what is not in it any more is called off
/// @param evictions whose grace is over: they leave now
/// @param emptying nodes that are emptied so that they may go
public record PlacementPlan(
        List<Placed> placed,
        List<Pending> pending,
        List<LaneShortfall> shortfall,
        List<Preemption> preemptions,
        List<Eviction> evictions,
        EmptyingPlan emptying) {

    /// One that empties no node.
    public PlacementPlan(
            List<Placed> placed,
            List<Pending> pending,
            List<LaneShortfall> shortfall,
            List<Preemption> preemptions,
            List<Eviction> evictions) {
        this(placed, pending, shortfall, preemptions, evictions, EmptyingPlan.NOTHING);
    }

    /// A replica and its place.
    ///
    /// @param on the state of the node: ready, or on the way
    /// @param slot where a MIG instance begins on its one device; absent for whole GPUs and shares
    public record Placed(
            WorkloadId workload,
            int replica,
            NodeId node,
            NodeState on,
            List<Integer> devices,
            int milliGpu,
            @Nullable Integer slot,
            String why) {

        /// @param profile of the MIG instance, if it is one
        public ReplicaPlacement asReplicaPlacement(@Nullable MigProfile profile) {
            return new ReplicaPlacement(
                    workload, replica, node, devices, milliGpu, MigInstance.of(profile, slot), why);
        }
    }

    /// A workload that waits.
    ///
    /// @param replicas which of its replicas have no place
    public record Pending(WorkloadId workload, List<Integer> replicas, PendingReason reason) {}

    /// What a lane lacks, net of planned nodes.
    public record LaneShortfall(String lane, List<ShortfallItem> items, List<HeldBack> heldBack) {}

    /// A workload that leaves now.
    ///
    /// @param attempt which start of it is meant
    public record Eviction(WorkloadId victim, int attempt, WorkloadId by, String why) {}

    public PlacementPlan {
        placed = List.copyOf(placed);
        pending = List.copyOf(pending);
        shortfall = List.copyOf(shortfall);
        preemptions = List.copyOf(preemptions);
        evictions = List.copyOf(evictions);
        // What older releases decided emptied nothing.
        emptying = emptying == null ? EmptyingPlan.NOTHING : emptying;
    }

    /// The same with more nodes that stay.
    PlacementPlan staying(List<Stays> more) {
        List<Stays> stays = new ArrayList<>(emptying.stays());
        stays.addAll(more);
        return new PlacementPlan(
                placed,
                pending,
                shortfall,
                preemptions,
                evictions,
                new EmptyingPlan(emptying.underWay(), emptying.leaves(), emptying.done(), stays));
    }
}
