package io.headroom.engine.builders;

import java.util.ArrayList;
import java.util.List;

import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Node;

/// A fleet, node by node; each is named after its place in the order of building: `node-1`, `node-2`, ...
public final class FleetBuilder {

    private final List<Node> nodes = new ArrayList<>();

    private FleetBuilder() {}

    public static FleetBuilder aFleet() {
        return new FleetBuilder();
    }

    public FleetBuilder with(int count, NodeBuilder alike) {
        for (int i = 0; i < count; i++) {
            nodes.add(alike.build("node-" + (nodes.size() + 1)));
        }
        return this;
    }

    public FleetBuilder with(NodeBuilder one) {
        return with(1, one);
    }

    public Fleet build() {
        return new Fleet(nodes);
    }
}
