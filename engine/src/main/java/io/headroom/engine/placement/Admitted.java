package io.headroom.engine.placement;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.headroom.contracts.capacity.LaneSpec;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.workload.PendingReason;
import io.headroom.contracts.workload.PendingReason.LaneClosed;
import io.headroom.contracts.workload.PendingReason.QuotaReached;
import io.headroom.contracts.workload.PendingReason.TenantLimit;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fairness.Limit;
import io.headroom.engine.fairness.Standing;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Running;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.board.Board;

/// Whether a workload may start at all, room or not: its lane takes it, its tenant's limits and quotas allow it, and what the lane
/// reserves for serving stays free.
public final class Admitted {

    /// GPUs of a lane in thousandths: what its ready nodes have free, and what serving holds of them.
    private static final class LaneRoom {
        private long freeMilli;
        private long servingMilli;
    }

    private final PlacementPolicy policy;
    private final Standing standing;
    private final Map<String, LaneRoom> lanes = new LinkedHashMap<>();

    public Admitted(PlacementPolicy policy, Standing standing, Board board, PlacementFacts facts) {
        this.policy = policy;
        this.standing = standing;
        Map<WorkloadId, WorkloadClass> classes = new LinkedHashMap<>();
        for (Running running : facts.running()) {
            classes.put(running.id(), running.workloadClass());
        }
        for (Node node : board.nodes()) {
            if (node.state() == NodeState.READY && policy.lane(node.lane()).reservedGpus() > 0) {
                LaneRoom lane = lanes.computeIfAbsent(node.lane(), _ -> new LaneRoom());
                lane.freeMilli += (long) node.template().gpus() * Shape.WHOLE - node.usedMilliGpu();
                for (Hold hold : node.holds()) {
                    if (classes.get(hold.workload()) == WorkloadClass.ONLINE_INFERENCE) {
                        lane.servingMilli += hold.shape().totalMilliGpu();
                    }
                }
            }
        }
    }

    /// Why so many of its replicas may not start; nothing if they may.
    public Optional<PendingReason> refusal(Waiting waiting, int replicas) {
        LaneSpec lane = policy.lane(waiting.lane());
        Optional<PendingReason> refused =
                closed(lane, waiting)
                        .or(() -> standing.limit(waiting, replicas).map(Admitted::reason));
        return refused.isPresent() ? refused : reserved(lane, waiting, replicas);
    }

    /// Whether one that holds places may start again at others once it has left these.
    public boolean mayStartAgain(Waiting moved) {
        return closed(policy.lane(moved.lane()), moved).isEmpty()
                && standing.limitAgain(moved, moved.replicas().size()).isEmpty();
    }

    private static Optional<PendingReason> closed(LaneSpec lane, Waiting waiting) {
        if (!lane.admits(waiting.tenant(), waiting.environment(), waiting.workloadClass())) {
            return Optional.of(new LaneClosed(waiting.lane(), notAdmitted(lane, waiting)));
        }
        return waiting.shape().mig() != null && lane.sharing() == LaneSpec.Sharing.EXCLUSIVE_GPU
                ? Optional.of(
                        new LaneClosed(
                                waiting.lane(),
                                "GPUs are not shared there, also not by MIG instances"))
                : Optional.empty();
    }

    /// How many of so many replicas are worth finding room for, given what is already looked for on the tenant's account; of a gang all or
    /// none.
    int most(Waiting waiting, int replicas) {
        int most = replicas;
        while (most > 0
                && (standing.limit(waiting, most).isPresent()
                        || standing.wantsTooMuch(waiting, most))) {
            most = waiting.gang() ? 0 : most - 1;
        }
        return most;
    }

    private static PendingReason reason(Limit limit) {
        return switch (limit) {
            case Limit.AtATime at ->
                    new TenantLimit(at.tenant(), at.maxGpus(), (int) at.heldMilliGpu());
            case Limit.OverTime over -> new QuotaReached(over.quota());
        };
    }

    private static String notAdmitted(LaneSpec lane, Waiting waiting) {
        if (!lane.classes().isEmpty() && !lane.classes().contains(waiting.workloadClass())) {
            return "class " + waiting.workloadClass();
        }
        if (!lane.environments().isEmpty()
                && !lane.environments().contains(waiting.environment())) {
            return "environment " + waiting.environment();
        }
        return "tenant " + waiting.tenant();
    }

    /// Serving finds its reserved room free, or holds it already.
    private Optional<PendingReason> reserved(LaneSpec spec, Waiting waiting, int replicas) {
        LaneRoom lane = lanes.get(waiting.lane());
        if (lane == null || waiting.workloadClass() == WorkloadClass.ONLINE_INFERENCE) {
            return Optional.empty();
        }
        long kept = Math.max(0, (long) spec.reservedGpus() * Shape.WHOLE - lane.servingMilli);
        long needed = (long) waiting.shape().totalMilliGpu() * replicas;
        return needed == 0 || lane.freeMilli - needed >= kept
                ? Optional.empty()
                : Optional.of(
                        new LaneClosed(
                                waiting.lane(),
                                spec.reservedGpus() + " GPUs are reserved for online-inference"));
    }

    /// Notes that replicas of it have their place.
    void takes(Waiting waiting, int replicas) {
        LaneRoom lane = lanes.get(waiting.lane());
        if (lane != null) {
            long milli = (long) waiting.shape().totalMilliGpu() * replicas;
            lane.freeMilli -= milli;
            if (waiting.workloadClass() == WorkloadClass.ONLINE_INFERENCE) {
                lane.servingMilli += milli;
            }
        }
    }
}
