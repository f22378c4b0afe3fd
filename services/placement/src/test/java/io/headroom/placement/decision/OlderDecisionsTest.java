package io.headroom.placement.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadId;
import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Hold;
import io.headroom.engine.fleet.Node;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.fleet.Waiting;
import io.headroom.engine.placement.PlacementFacts;
import io.headroom.engine.placement.PlacementPlanner;
import io.headroom.engine.placement.PlacementPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/// What was kept before workloads could say more of themselves is computed again as it was.
class OlderDecisionsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Shape ONE = new Shape(List.of(), 1, Shape.WHOLE, 0, 1000, 1024);

    @Test
    void a_decision_that_names_no_data_no_deadline_and_no_doubt_is_read() {
        Decided decided = decided();
        ObjectNode kept = HeadroomJson.mapper().valueToTree(decided);
        assertThat(kept.toString()).contains("data").doesNotContain("llama");
        leaveOut(kept, List.of("data", "deadline", "atMost"));
        assertThat(kept.toString()).doesNotContain("data");

        Decided read =
                Packed.open(
                        Packed.of(HeadroomJson.mapper().convertValue(kept, Map.class)),
                        Decided.class);

        assertThat(read).isEqualTo(decided);
        assertThat(read.again()).isEqualTo(decided.plan());
    }

    private static Decided decided() {
        Waiting waiting =
                new Waiting(
                        new WorkloadId(UUID.randomUUID()),
                        WorkloadClass.TRAINING,
                        0,
                        NOON,
                        ONE,
                        List.of(0),
                        false,
                        "acme",
                        "default",
                        "default",
                        Duration.ofHours(1));
        Hold hold =
                new Hold(
                        new WorkloadId(UUID.randomUUID()),
                        0,
                        "acme",
                        "default",
                        ONE,
                        List.of(0),
                        NOON);
        Node node =
                new Node(
                        new NodeId(UUID.randomUUID()),
                        "pool",
                        "default",
                        "zone",
                        "acme",
                        "default",
                        new NodeTemplate("type", GpuModel.H100, 8, 64_000, 65_536),
                        NodeState.READY,
                        List.of(hold));
        PlacementFacts facts =
                PlacementFacts.of(new Fleet(List.of(node)), new Queue(List.of(waiting)));
        PlacementPolicy policy = PlacementPolicy.DEFAULTS;
        return new Decided(facts, policy, NOON, PlacementPlanner.plan(facts, policy, NOON));
    }

    private static void leaveOut(JsonNode from, List<String> names) {
        if (from instanceof ObjectNode object) {
            object.remove(names);
        }
        from.forEach(child -> leaveOut(child, names));
    }
}
