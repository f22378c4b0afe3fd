package io.headroom.provisioning.change;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import io.headroom.contracts.node.NodeId;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.node.Nodes.Change;

/// Changes of nodes gathered for one transaction; a second one of a node sees what the first left.
public final class Changes {

    private final Map<NodeId, Change> byNode = new LinkedHashMap<>();

    public void add(NodeId node, Change change) {
        byNode.merge(node, change, Changes::then);
    }

    public Map<NodeId, Change> byNode() {
        return Collections.unmodifiableMap(byNode);
    }

    private static Change then(Change first, Change second) {
        return row -> {
            NodeRow middle = first.of(row).orElse(row);
            NodeRow last = second.of(middle).orElse(middle);
            return last.equals(row) ? java.util.Optional.empty() : java.util.Optional.of(last);
        };
    }
}
