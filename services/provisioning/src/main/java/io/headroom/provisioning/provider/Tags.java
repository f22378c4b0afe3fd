package io.headroom.provisioning.provider;

import java.util.Optional;

import io.headroom.contracts.node.NodeId;

/// The tags by which our machines are known at their providers. Nothing without them is ever touched.
public final class Tags {

    public static final String CELL = "headroom:cell";
    public static final String NODE = "headroom:node";
    public static final String POOL = "headroom:pool";

    private Tags() {}

    public static Optional<NodeId> node(String text) {
        try {
            return Optional.of(NodeId.of(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
