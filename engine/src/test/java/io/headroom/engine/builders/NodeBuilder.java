package io.headroom.engine.builders;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.Place;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;

/// Nodes that are alike: eight H100, ready, in the default lane, with plenty of CPU and memory.
public record NodeBuilder(
        GpuModel model,
        int gpus,
        int cpus,
        int memoryGib,
        String lane,
        String tenant,
        String environment,
        Place place,
        NodeState state,
        List<Hold> holds,
        boolean loud) {

    public static NodeBuilder nodes() {
        return new NodeBuilder(
                GpuModel.H100,
                8,
                192,
                2048,
                "default",
                "",
                "",
                new Place("zone-a", ""),
                NodeState.READY,
                List.of(),
                false);
    }

    public NodeBuilder of(GpuModel other, int count) {
        return new NodeBuilder(
                other,
                count,
                cpus,
                memoryGib,
                lane,
                tenant,
                environment,
                place,
                state,
                holds,
                loud);
    }

    public NodeBuilder withCpus(int count) {
        return new NodeBuilder(
                model,
                gpus,
                count,
                memoryGib,
                lane,
                tenant,
                environment,
                place,
                state,
                holds,
                loud);
    }

    public NodeBuilder withMemoryGib(int gib) {
        return new NodeBuilder(
                model, gpus, cpus, gib, lane, tenant, environment, place, state, holds, loud);
    }

    public NodeBuilder inLane(String name) {
        return new NodeBuilder(
                model, gpus, cpus, memoryGib, name, tenant, environment, place, state, holds, loud);
    }

    public NodeBuilder boughtFor(String who, String where) {
        return new NodeBuilder(
                model, gpus, cpus, memoryGib, lane, who, where, place, state, holds, loud);
    }

    public NodeBuilder standingIn(String zone, String rack) {
        return new NodeBuilder(
                model,
                gpus,
                cpus,
                memoryGib,
                lane,
                tenant,
                environment,
                new Place(zone, rack),
                state,
                holds,
                loud);
    }

    /// What runs there waits for its neighbours, as its agent measures.
    public NodeBuilder disturbed() {
        return new NodeBuilder(
                model, gpus, cpus, memoryGib, lane, tenant, environment, place, state, holds, true);
    }

    public NodeBuilder inState(NodeState other) {
        return new NodeBuilder(
                model, gpus, cpus, memoryGib, lane, tenant, environment, place, other, holds, loud);
    }

    /// With one replica of the workload on these devices.
    public NodeBuilder holding(WorkloadBuilder workload, Integer... devices) {
        List<Hold> more = new ArrayList<>(holds);
        more.add(workload.hold(more.size(), List.of(devices)));
        return new NodeBuilder(
                model, gpus, cpus, memoryGib, lane, tenant, environment, place, state, more, loud);
    }

    public Node build(String name) {
        return new Node(
                        idOf(name),
                        "pool",
                        lane,
                        place.zone(),
                        place.rack(),
                        tenant,
                        environment,
                        new NodeTemplate("type", model, gpus, cpus * 1000, memoryGib * 1024),
                        state,
                        holds)
                .disturbed(loud);
    }

    public static NodeId idOf(String name) {
        return new NodeId(
                UUID.nameUUIDFromBytes(("node " + name).getBytes(StandardCharsets.UTF_8)));
    }
}
