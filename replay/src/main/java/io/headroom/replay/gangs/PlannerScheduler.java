package io.headroom.replay.gangs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.PlacementPlan;
import io.headroom.engine.placement.PlacementPlanner;
import io.headroom.engine.placement.PlacementPolicy;

/// Headroom's own planner, the one that decides live, as it comes.
final class PlannerScheduler implements GangScheduler {

    private static final String LANE = "default";

    private final ToIntFunction<GangJob> priority;
    private final Map<NodeId, Node> nodes = new LinkedHashMap<>();
    private final Map<WorkloadId, GangJob> waiting = new LinkedHashMap<>();
    private final Map<WorkloadId, List<NodeId>> standsOn = new LinkedHashMap<>();

    PlannerScheduler(GangRequest request, ToIntFunction<GangJob> priority) {
        this.priority = priority;
        NodeTemplate template = FleetShape.template(request);
        for (int i = 0; i < request.nodes(); i++) {
            NodeId id = new NodeId(new UUID(0, i));
            nodes.put(
                    id,
                    new Node(
                            id,
                            "pool",
                            LANE,
                            "zone",
                            "",
                            "",
                            template,
                            NodeState.READY,
                            List.of()));
        }
    }

    @Override
    public void arrives(GangJob job) {
        waiting.put(job.id(), job);
    }

    @Override
    public void ends(GangJob job) {
        List<WorkloadId> gone = List.of(job.id());
        List<NodeId> on = standsOn.remove(job.id());
        if (on != null) {
            on.forEach(id -> nodes.computeIfPresent(id, (_, node) -> node.without(gone)));
        }
    }

    @Override
    public boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    @Override
    public List<GangJob> start(long second) {
        Instant now = Instant.EPOCH.plusSeconds(second);
        PlacementPlan plan =
                PlacementPlanner.plan(
                        new Fleet(List.copyOf(nodes.values())),
                        new Queue(waiting.values().stream().map(this::of).toList()),
                        PlacementPolicy.DEFAULTS,
                        now);
        Map<WorkloadId, GangJob> started = new LinkedHashMap<>();
        for (PlacementPlan.Placed placed : plan.placed()) {
            GangJob job = waiting.get(placed.workload());
            if (job == null) {
                throw new IllegalStateException(placed.workload() + " does not wait");
            }
            Hold hold =
                    Hold.of(
                            of(job),
                            placed.replica(),
                            placed.devices(),
                            placed.slot(),
                            now.plusSeconds(job.expected()));
            nodes.computeIfPresent(placed.node(), (_, node) -> node.with(hold));
            standsOn.computeIfAbsent(job.id(), _ -> new ArrayList<>()).add(placed.node());
            started.put(job.id(), job);
        }
        started.keySet().forEach(waiting::remove);
        return List.copyOf(started.values());
    }

    private Waiting of(GangJob job) {
        return new Waiting(
                job.id(),
                WorkloadClass.TRAINING,
                priority.applyAsInt(job),
                Instant.EPOCH.plusSeconds(job.at()),
                job.shape(),
                IntStream.range(0, job.replicas()).boxed().toList(),
                true,
                "tenant",
                "default",
                LANE,
                Duration.ofSeconds(job.expected()));
    }
}
