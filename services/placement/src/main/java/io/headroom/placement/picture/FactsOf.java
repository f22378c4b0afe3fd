package io.headroom.placement.picture;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.workload.Workload;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.fleet.Running;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.Foreseen;
import io.headroom.engine.placement.PlacementFacts;
import io.headroom.engine.placement.PlacementPolicy;
import io.headroom.placement.node.NodeView;

/// A snapshot in the engine's words.
public final class FactsOf {

    private final FleetSnapshot snapshot;

    private FactsOf(FleetSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    public static PlacementFacts of(FleetSnapshot snapshot, Instant now) {
        FactsOf of = new FactsOf(snapshot);
        return new PlacementFacts(
                of.fleet(),
                of.queue(),
                of.running(),
                snapshot.preemptions(),
                of.evicted(),
                snapshot.past(),
                UsedQuotas.of(snapshot, now),
                KnownOf.of(snapshot),
                snapshot.emptying());
    }

    /// @param facts what is there; what is expected beyond it is packed for, too
    public static PlacementPolicy policy(
            FleetSnapshot snapshot, PlacementFacts facts, Instant now) {
        return PlacementPolicy.DEFAULTS
                .withLanes(
                        snapshot.lanes().stream()
                                .map(l -> new PlacementPolicy.Lane(l.name(), l.spec()))
                                .toList())
                .withMix(Foreseen.mix(snapshot.forecasts(), facts, now))
                .withFairness(snapshot.fairness());
    }

    /// All nodes that are alive, with what they hold.
    private Fleet fleet() {
        Map<NodeId, List<Hold>> holds = new LinkedHashMap<>();
        for (BoundReplica replica : snapshot.replicas()) {
            Workload workload = snapshot.workloads().get(replica.workload());
            if (workload != null && !replica.isOver()) {
                holds.computeIfAbsent(replica.node(), _ -> new ArrayList<>())
                        .add(hold(replica, workload));
            }
        }
        return new Fleet(
                snapshot.nodes().values().stream()
                        .map(n -> node(n, holds.getOrDefault(n.node().id(), List.of())))
                        .toList());
    }

    /// One that is closed takes nothing more, but what it holds counts for its tenants.
    private static Node node(NodeView view, List<Hold> holds) {
        Node node = Node.of(view.node(), holds).having(view.data());
        return view.closed() ? node.in(NodeState.DRAINING, holds) : node;
    }

    private static Hold hold(BoundReplica replica, Workload workload) {
        return new Hold(
                workload.id(),
                replica.replica(),
                workload.spec().tenant(),
                workload.spec().environment(),
                workload.shape(),
                replica.devices(),
                after(workload, workload.spec().expectedDuration()),
                replica.slot(),
                after(workload, workload.spec().durationAtMost()));
    }

    /// When it has run that long; nothing where it does not run, or nobody knows how long.
    private static @Nullable Instant after(Workload workload, @Nullable Duration run) {
        Instant started = workload.startedAt();
        return started == null || run == null ? null : started.plus(run);
    }

    /// Workloads of which replicas have no place.
    private Queue queue() {
        Map<WorkloadId, List<Integer>> bound = new LinkedHashMap<>();
        for (BoundReplica replica : snapshot.replicas()) {
            bound.computeIfAbsent(replica.workload(), _ -> new ArrayList<>())
                    .add(replica.replica());
        }
        List<Waiting> waiting = new ArrayList<>();
        for (Workload workload : snapshot.workloads().values()) {
            List<Integer> placed = bound.getOrDefault(workload.id(), List.of());
            List<Integer> left =
                    IntStream.range(0, workload.spec().replicas())
                            .filter(r -> !placed.contains(r))
                            .boxed()
                            .toList();
            if (!left.isEmpty()) {
                waiting.add(Waiting.of(workload, left));
            }
        }
        return new Queue(waiting);
    }

    /// Those that hold places, with what an hour of them costs.
    private List<Running> running() {
        Map<WorkloadId, Long> micros = new LinkedHashMap<>();
        for (BoundReplica replica : snapshot.replicas()) {
            if (!replica.isOver() && snapshot.workloads().containsKey(replica.workload())) {
                micros.merge(replica.workload(), microsPerHour(replica), Long::sum);
            }
        }
        List<Running> running = new ArrayList<>();
        micros.forEach(
                (id, cost) -> {
                    Workload workload = snapshot.workloads().get(id);
                    if (workload != null) {
                        running.add(running(workload, cost));
                    }
                });
        return running;
    }

    private long microsPerHour(BoundReplica replica) {
        NodeView node = snapshot.nodes().get(replica.node());
        if (node == null || node.node().gpus() == 0) {
            return 0;
        }
        Money price = node.node().pricePerHour();
        return price.micros()
                * replica.devices().size()
                * replica.milliGpu()
                / (1000L * node.node().gpus());
    }

    private static Running running(Workload workload, long cost) {
        return new Running(
                workload.id(),
                workload.spec().workloadClass(),
                workload.spec().priority(),
                workload.spec().tenant(),
                workload.spec().lane(),
                workload.attempt(),
                workload.startedAt(),
                workload.spec().checkpointEvery(),
                cost,
                workload.spec().togetherness());
    }

    private List<WorkloadId> evicted() {
        return snapshot.evicted().stream().map(e -> new WorkloadId(e.workload())).toList();
    }
}
