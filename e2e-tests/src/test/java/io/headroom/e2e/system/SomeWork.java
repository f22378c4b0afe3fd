package io.headroom.e2e.system;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.capacity.GpuModel;
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

/// A tenant and a lane with one ready node of 8 GPUs, as provisioning would say, and workloads for it.
public record SomeWork(String name) {

    public static SomeWork declare(PlacementProcess by, String name) {
        by.as("operator", "*").body("{}").put("/api/v1/tenants/" + name);
        by.as("operator", "*").body("{}").put("/api/v1/lanes/" + name);
        Node node = aReadyNode(new NodeId(UUID.randomUUID()), name);
        try (OtherService provisioning = OtherService.as(LocalService.PROVISIONING)) {
            provisioning.say(
                    new NodeStateChanged(
                            node, NodeState.BOOTING, new NodeReason.Progress("its agent reports")));
        }
        return new SomeWork(name);
    }

    /// Of 8 GPUs, for whoever may use the lane.
    public static Node aReadyNode(NodeId id, String lane) {
        Instant now = Instant.now();
        return new Node(
                id,
                1,
                "pool",
                ProviderKind.AWS,
                "us-east-1",
                "us-east-1a",
                CapacityType.ON_DEMAND,
                lane,
                "",
                "",
                new NodeTemplate("p5.48xlarge", GpuModel.H100, 8, 192_000, 2_097_152),
                NodeState.READY,
                now,
                "i-1",
                Money.of("55.04"),
                Money.of("55.04"),
                now,
                null,
                Map.of());
    }

    public String submit(PlacementProcess to, String named) {
        return to.as("member", name)
                .body(
                        """
                        {"name":"%s","tenant":"%s","class":"training","lane":"%s","gpu":{"count":2},
                         "run":{"command":["sleep","60"]}}"""
                                .formatted(named, name, name))
                .post("/api/v1/workloads")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    public boolean isPlaced(PlacementProcess asked, String workload) {
        return "placed"
                .equals(
                        asked.as("operator", "*")
                                .get("/api/v1/workloads/" + workload)
                                .path("state"));
    }
}
