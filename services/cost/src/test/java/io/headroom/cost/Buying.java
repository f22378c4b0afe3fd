package io.headroom.cost;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.NodeSpend;
import io.headroom.contracts.budget.PurchaseId;
import io.headroom.contracts.budget.SpendAttributes;
import io.headroom.contracts.budget.SpendRequested;
import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.node.NodeStateChanged;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.ProviderKind;

/// What provisioning says, with all defaulted that does not matter.
final class Buying {

    private Buying() {}

    static NodeId node() {
        return new NodeId(UUID.randomUUID());
    }

    static NodeSpend spend(NodeId node, String tenant, String perHour) {
        return new NodeSpend(
                node,
                new SpendAttributes(
                        tenant,
                        "production",
                        "h100-aws",
                        "default",
                        ProviderKind.AWS,
                        "us-east-1",
                        CapacityType.ON_DEMAND,
                        Map.of()),
                Money.of(perHour),
                Duration.ofSeconds(60),
                Duration.ofMinutes(2));
    }

    static SpendRequested purchase(String tenant, String perHour, NodeId... nodes) {
        return new SpendRequested(
                new PurchaseId(UUID.randomUUID()),
                Arrays.stream(nodes).map(n -> spend(n, tenant, perHour)).toList(),
                0,
                Instant.now());
    }

    static NodeStateChanged state(
            NodeId id,
            long version,
            String tenant,
            NodeState state,
            Instant since,
            @Nullable Instant launched) {
        Node node =
                new Node(
                        id,
                        version,
                        "h100-aws",
                        ProviderKind.AWS,
                        "us-east-1",
                        "us-east-1a",
                        CapacityType.ON_DEMAND,
                        "default",
                        tenant,
                        "production",
                        new NodeTemplate(
                                "p5.48xlarge",
                                Arrays.asList(GpuModel.values()).getFirst(),
                                8,
                                64_000,
                                524_288),
                        state,
                        since,
                        "i-1",
                        Money.of("30.00"),
                        Money.of("60.00"),
                        launched,
                        null,
                        Map.of());
        return new NodeStateChanged(node, null, new NodeReason.Progress("a test"));
    }

    /// The same, charged at another price.
    static NodeStateChanged at(Money price, NodeStateChanged said) {
        Node n = said.node();
        Node priced =
                new Node(
                        n.id(),
                        n.version(),
                        n.pool(),
                        n.provider(),
                        n.region(),
                        n.zone(),
                        n.capacityType(),
                        n.lane(),
                        n.tenant(),
                        n.environment(),
                        n.template(),
                        n.state(),
                        n.since(),
                        n.providerId(),
                        price,
                        price,
                        n.launchedAt(),
                        null,
                        n.labels());
        return new NodeStateChanged(priced, said.previous(), said.why());
    }

    static List<String> names(NodeId... nodes) {
        return Arrays.stream(nodes).map(NodeId::toString).toList();
    }
}
