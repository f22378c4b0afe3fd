package io.headroom.engine.fleet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.headroom.contracts.node.NodeId;

/// All nodes at one instant, by id; a change is a new fleet.
public record Fleet(List<Node> nodes) {

    public static final Fleet EMPTY = new Fleet(List.of());

    public Fleet {
        nodes = nodes.stream().sorted(Comparator.comparing(Node::id)).toList();
        for (int i = 1; i < nodes.size(); i++) {
            if (nodes.get(i).id().equals(nodes.get(i - 1).id())) {
                throw new IllegalArgumentException("node " + nodes.get(i).id() + " is there twice");
            }
        }
    }

    public Optional<Node> node(NodeId id) {
        int at = find(id);
        return at < 0 ? Optional.empty() : Optional.of(nodes.get(at));
    }

    /// This fleet with the node in place of the one of the same id, or beside the others.
    public Fleet with(Node node) {
        List<Node> changed = new ArrayList<>(nodes);
        int at = find(node.id());
        if (at < 0) {
            changed.add(node);
        } else {
            changed.set(at, node);
        }
        return new Fleet(changed);
    }

    public int gpus() {
        return nodes.stream().mapToInt(node -> node.template().gpus()).sum();
    }

    private int find(NodeId id) {
        int low = 0;
        int high = nodes.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = nodes.get(middle).id().compareTo(id);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }
}
