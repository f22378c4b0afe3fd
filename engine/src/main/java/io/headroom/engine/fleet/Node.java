package io.headroom.engine.fleet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.workload.Topology;
import io.headroom.contracts.workload.WorkloadId;

/// One machine and what stands on it. One that holds more than it has cannot be made.
///
/// @param zone where it stands (see `Place`); empty if nobody knows
/// @param rack likewise
/// @param tenant who it was bought for; empty or `*` if for anyone
/// @param environment likewise
/// @param disturbed what runs there waits for its neighbours, as its agent measures
/// @param data names of the models and data sets that are thought to be on its disk
public record Node(
        NodeId id,
        String pool,
        String lane,
        String zone,
        String rack,
        String tenant,
        String environment,
        NodeTemplate template,
        NodeState state,
        List<Hold> holds,
        boolean disturbed,
        List<String> data) {

    private static final Comparator<Hold> ORDER =
            Comparator.comparing(Hold::workload).thenComparingInt(Hold::replica);

    public Node {
        // Decisions kept by older releases do not name these.
        rack = rack == null ? "" : rack;
        data = data == null ? List.of() : data.stream().distinct().sorted().toList();
        holds = holds.stream().sorted(ORDER).toList();
        String over = Overcommit.of(id, template, holds);
        if (over != null) {
            throw new IllegalArgumentException(over);
        }
    }

    /// A node of which nobody knows the rack.
    public Node(
            NodeId id,
            String pool,
            String lane,
            String zone,
            String tenant,
            String environment,
            NodeTemplate template,
            NodeState state,
            List<Hold> holds) {
        this(id, pool, lane, zone, "", tenant, environment, template, state, holds);
    }

    /// A node that nothing disturbs, and of which nobody knows what is on its disk.
    public Node(
            NodeId id,
            String pool,
            String lane,
            String zone,
            String rack,
            String tenant,
            String environment,
            NodeTemplate template,
            NodeState state,
            List<Hold> holds) {
        this(
                id,
                pool,
                lane,
                zone,
                rack,
                tenant,
                environment,
                template,
                state,
                holds,
                false,
                List.of());
    }

    public static Node of(io.headroom.contracts.node.Node node, List<Hold> holds) {
        return new Node(
                node.id(),
                node.pool(),
                node.lane(),
                node.place().zone(),
                node.place().rack(),
                node.tenant(),
                node.environment(),
                node.template(),
                node.state(),
                holds,
                node.disturbance() != null,
                List.of());
    }

    /// This node as its agent measures it.
    public Node disturbed(boolean measured) {
        return with(state, holds, measured, data);
    }

    public Node with(Hold hold) {
        return with(List.of(hold));
    }

    public Node with(List<Hold> more) {
        List<Hold> all = new ArrayList<>(holds);
        all.addAll(more);
        return in(state, all);
    }

    /// This node without what those workloads hold of it.
    public Node without(Collection<WorkloadId> gone) {
        List<Hold> left = holds.stream().filter(h -> !gone.contains(h.workload())).toList();
        return left.size() == holds.size() ? this : in(state, left);
    }

    public Node without(Hold gone) {
        List<Hold> left = holds.stream().filter(h -> !h.equals(gone)).toList();
        return left.size() == holds.size() ? this : in(state, left);
    }

    /// This node in that state, with those holds in place of its own.
    public Node in(NodeState then, List<Hold> holding) {
        return with(then, holding, disturbed, data);
    }

    /// This node with these on its disk, and nothing else that is known of.
    public Node having(List<String> names) {
        return with(state, holds, disturbed, names);
    }

    private Node with(NodeState then, List<Hold> holding, boolean isDisturbed, List<String> names) {
        return new Node(
                id,
                pool,
                lane,
                zone,
                rack,
                tenant,
                environment,
                template,
                then,
                holding,
                isDisturbed,
                names);
    }

    /// What joins it with others, by name; empty if nobody knows or nothing does.
    public String domain(Topology.Within within) {
        return switch (within) {
            case ZONE -> zone;
            case RACK -> rack;
            case NVLINK_ISLAND -> template.gpuModel().hasNvLink() ? id.toString() : "";
        };
    }

    /// Whether it can hold these besides; whose they are does not matter here.
    public boolean hasRoomFor(List<Hold> more) {
        List<Hold> all = new ArrayList<>(holds);
        all.addAll(more);
        return Overcommit.of(id, template, all) == null;
    }

    public int cpuFree() {
        return template.cpuMillis() - holds.stream().mapToInt(h -> h.shape().cpuMillis()).sum();
    }

    public int memoryFree() {
        return template.memoryMib() - holds.stream().mapToInt(h -> h.shape().memoryMib()).sum();
    }

    /// What is free on each GPU, by index.
    public List<Device> devices() {
        int[] milli = new int[template.gpus()];
        int[] memory = new int[template.gpus()];
        int[] slots = new int[template.gpus()];
        for (Hold hold : holds) {
            for (int device : hold.devices()) {
                slots[device] |= Instances.mask(hold, template.gpuModel());
                milli[device] += hold.shape().milliGpu();
                memory[device] += Device.memoryMib(hold.shape(), template.gpuModel());
            }
        }
        List<Device> devices = new ArrayList<>(milli.length);
        for (int i = 0; i < milli.length; i++) {
            devices.add(
                    new Device(
                            i,
                            Shape.WHOLE - milli[i],
                            template.gpuModel().memoryMib() - memory[i],
                            slots[i]));
        }
        return List.copyOf(devices);
    }

    /// Thousandths of GPUs that its holds take.
    public int usedMilliGpu() {
        return holds.stream().mapToInt(hold -> hold.shape().totalMilliGpu()).sum();
    }
}
