package io.headroom.provisioning.offer;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.PurchaseId;
import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.node.Stages;

/// A machine of AWS' at 30 cents an hour and 45 at most.
final class SomeNode {

    static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    static final NodeReason WHY = new NodeReason.ForMinimum("pool", 1);

    private SomeNode() {}

    static NodeRow in(NodeState state, CapacityType capacity) {
        Node node =
                new Node(
                        new NodeId(new UUID(0, 1)),
                        1,
                        "pool",
                        ProviderKind.AWS,
                        "us-east-1",
                        "us-east-1a",
                        capacity,
                        "default",
                        "research",
                        "production",
                        new NodeTemplate("g6.xlarge", GpuModel.L4, 1, 4_000, 16_384),
                        state,
                        NOON,
                        "i-1",
                        Money.of("0.30"),
                        Money.of("0.45"),
                        NOON,
                        null,
                        Map.of());
        return new NodeRow(
                node,
                WHY,
                NOON,
                1,
                new PurchaseId(new UUID(0, 2)),
                "",
                "",
                "",
                1,
                Stages.begun(NOON),
                null,
                null,
                1,
                null);
    }
}
