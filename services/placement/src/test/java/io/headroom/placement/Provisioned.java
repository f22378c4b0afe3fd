package io.headroom.placement;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.node.Disturbance;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.node.NodeStateChanged;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.local.LocalService;
import io.headroom.testkit.harness.OtherService;

/// What provisioning would say.
final class Provisioned {

    private Provisioned() {}

    /// A node of 8 H100 that anyone may use.
    static NodeId aNodeIsReady(String lane, ProviderKind provider, String zone) {
        NodeId id = new NodeId(UUID.randomUUID());
        aNodeIs(NodeState.READY, id, Instant.now().toEpochMilli(), lane, provider, zone, null);
        return id;
    }

    /// The same node, disturbed or no longer.
    static void itIsDisturbed(NodeId id, String lane, @Nullable Disturbance disturbance) {
        Node node =
                aNode(
                                NodeState.READY,
                                id,
                                Instant.now().toEpochMilli(),
                                lane,
                                ProviderKind.AWS,
                                "us-east-1a",
                                null)
                        .disturbed(disturbance);
        NodeReason why =
                disturbance == null
                        ? new NodeReason.Undisturbed(Instant.now())
                        : new NodeReason.Disturbed(disturbance);
        say(new NodeStateChanged(node, NodeState.READY, why));
    }

    static void aNodeIs(
            NodeState state,
            NodeId id,
            long version,
            String lane,
            ProviderKind provider,
            String zone,
            @Nullable Instant launched) {
        say(
                new NodeStateChanged(
                        aNode(state, id, version, lane, provider, zone, launched),
                        NodeState.BOOTING,
                        new NodeReason.ForShortfall("any", 1, "test")));
    }

    private static Node aNode(
            NodeState state,
            NodeId id,
            long version,
            String lane,
            ProviderKind provider,
            String zone,
            @Nullable Instant launched) {
        return new Node(
                id,
                version,
                "pool",
                provider,
                "us-east-1",
                zone,
                CapacityType.ON_DEMAND,
                lane,
                "",
                "",
                new NodeTemplate("p5.48xlarge", GpuModel.H100, 8, 192_000, 2_097_152),
                state,
                Instant.now(),
                null,
                Money.of("55.04"),
                Money.of("55.04"),
                launched,
                null,
                Map.of());
    }

    static void say(Event event) {
        try (OtherService provisioning = OtherService.as(LocalService.PROVISIONING)) {
            provisioning.say(event);
        }
    }
}
