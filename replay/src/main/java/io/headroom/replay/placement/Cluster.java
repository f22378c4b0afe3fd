package io.headroom.replay.placement;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.engine.placement.packing.Ask;
import io.headroom.engine.placement.packing.Kind;
import io.headroom.engine.placement.packing.Packer;
import io.headroom.replay.trace.OpenbNode;
import io.headroom.replay.trace.OpenbPod;

/// The nodes of a trace in the packer's numbers: everyone may stand beside anyone, and memory of GPUs is not counted (openb does not
/// know it).
final class Cluster {

    private static final int ANYONE = 1;

    private record Machine(GpuModel model, int gpus, int cpuMilli, int memoryMib) {}

    private final List<OpenbNode> nodes;
    private final Map<Machine, Kind> kinds = new LinkedHashMap<>();
    private final List<GpuModel> models = new ArrayList<>();
    private final long totalMilli;

    Cluster(List<OpenbNode> nodes) {
        this.nodes = List.copyOf(nodes);
        for (OpenbNode node : nodes) {
            kinds.computeIfAbsent(machine(node), this::newKind);
        }
        totalMilli = nodes.stream().mapToLong(node -> (long) node.gpus() * Kind.WHOLE).sum();
    }

    private static Machine machine(OpenbNode node) {
        return new Machine(node.model(), node.gpus(), node.cpuMilli(), node.memoryMib());
    }

    private Kind newKind(Machine machine) {
        models.add(machine.model());
        return new Kind(
                models.size() - 1,
                machine.gpus(),
                0,
                machine.cpuMilli(),
                machine.memoryMib(),
                Kind.Sharing.ANYONE);
    }

    List<OpenbNode> nodes() {
        return nodes;
    }

    long totalMilli() {
        return totalMilli;
    }

    List<Kind> kinds() {
        return List.copyOf(kinds.values());
    }

    private Kind kind(OpenbNode node) {
        Kind kind = kinds.get(machine(node));
        if (kind == null) {
            throw new IllegalArgumentException("node " + node.name() + " is not of this cluster");
        }
        return kind;
    }

    List<Packer.Start> empty(List<OpenbNode> inOrder) {
        return inOrder.stream().map(node -> Packer.Start.empty(kind(node))).toList();
    }

    Ask ask(OpenbPod pod) {
        return ask(pod, pod.memoryMib());
    }

    /// The pod as policies see it that do not look at memory.
    Ask askWithoutMemory(OpenbPod pod) {
        return ask(pod, 0);
    }

    private Ask ask(OpenbPod pod, int memoryMib) {
        BitSet allowed = new BitSet();
        for (int i = 0; i < models.size(); i++) {
            allowed.set(i, pod.models().isEmpty() || pod.models().contains(models.get(i)));
        }
        return new Ask(
                pod.gpus(), pod.gpuMilli(), 0, pod.cpuMilli(), memoryMib, ANYONE, ANYONE, allowed);
    }
}
