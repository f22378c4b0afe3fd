package io.headroom.engine.placement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.PlacementPlan.Placed;

/// What must hold of every plan, looked at again before it leaves: within the nodes' capacity, on allowed models, in its lane, each
/// replica once, each gang whole. It counts from the fleet and shares nothing with what made the plan.
final class PlanCheck {

    private PlanCheck() {}

    /// The plan itself, or an [IllegalStateException] that names what is wrong with it.
    static PlacementPlan checked(PlacementPlan plan, Fleet fleet, Queue queue) {
        Map<WorkloadId, Waiting> waiting = new LinkedHashMap<>();
        queue.waiting().forEach(one -> waiting.put(one.id(), one));
        Map<NodeId, List<Hold>> holds = new LinkedHashMap<>();
        Map<WorkloadId, List<Integer>> replicas = new LinkedHashMap<>();
        for (Placed placed : plan.placed()) {
            Waiting of = known(waiting, placed.workload());
            Node node = fleet.node(placed.node()).orElseThrow();
            require(Feasible.isOpen(node), () -> "node " + node.id() + " takes no replicas");
            require(of.shape().allows(node.template().gpuModel()), () -> of.id() + ": wrong model");
            require(of.lane().equals(node.lane()), () -> of.id() + ": wrong lane");
            holds.computeIfAbsent(placed.node(), _ -> new ArrayList<>()).add(hold(placed, of));
            replicas.computeIfAbsent(of.id(), _ -> new ArrayList<>()).add(placed.replica());
        }
        // A node that holds more than it has cannot be made.
        holds.forEach((id, more) -> fleet.node(id).orElseThrow().with(more));
        replicas.forEach((id, placed) -> checkReplicas(known(waiting, id), placed));
        return plan;
    }

    private static Hold hold(Placed placed, Waiting of) {
        Shape shape = of.shape();
        return new Hold(
                of.id(),
                placed.replica(),
                of.tenant(),
                of.environment(),
                shape,
                placed.devices(),
                null);
    }

    private static Waiting known(Map<WorkloadId, Waiting> waiting, WorkloadId id) {
        Waiting of = waiting.get(id);
        if (of == null) {
            throw new IllegalStateException("a wrong plan: " + id + " does not wait");
        }
        return of;
    }

    private static void checkReplicas(Waiting of, List<Integer> placed) {
        require(
                placed.stream().distinct().count() == placed.size()
                        && new TreeSet<>(of.replicas()).containsAll(placed),
                () -> of.id() + ": replicas " + placed + " placed of " + of.replicas());
        require(
                !of.gang() || placed.size() == of.replicas().size(),
                () -> of.id() + ": half a gang, " + placed.size() + " of " + of.replicas().size());
    }

    private static void require(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            throw new IllegalStateException("a wrong plan: " + otherwise.get());
        }
    }
}
