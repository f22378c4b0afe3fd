package io.headroom.placement.eta;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.ProviderKind;

import static org.assertj.core.api.Assertions.assertThat;

class LeadTimesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final LeadTimes leadTimes = new LeadTimes();

    @Test
    void a_node_on_its_way_takes_as_long_as_those_before() {
        Node up = node(NodeState.READY, NOW.minusSeconds(600), NOW.minusSeconds(300));
        Node coming = node(NodeState.BOOTING, NOW.minusSeconds(100), NOW.minusSeconds(90));
        assertThat(leadTimes.readyAt(List.of(up, coming), NOW))
                .containsOnlyKeys(coming.id())
                .containsValue(NOW.plusSeconds(200));
        assertThat(leadTimes.readyAt(List.of(coming), NOW))
                .as("remembered once the other is gone")
                .containsValue(NOW.plusSeconds(200));
    }

    @Test
    void nobody_is_ready_in_the_past() {
        Node late = node(NodeState.BOOTING, NOW.minus(Duration.ofHours(1)), NOW.minusSeconds(90));
        Node unpaid = node(NodeState.REQUESTED, null, NOW);
        assertThat(leadTimes.readyAt(List.of(late, unpaid), NOW))
                .containsEntry(late.id(), NOW)
                .containsEntry(unpaid.id(), NOW.plus(Duration.ofMinutes(3)));
    }

    private static Node node(NodeState state, @Nullable Instant launched, Instant since) {
        return new Node(
                new NodeId(UUID.randomUUID()),
                1,
                "pool",
                ProviderKind.AWS,
                "us-east-1",
                "us-east-1a",
                CapacityType.ON_DEMAND,
                "lane",
                "",
                "",
                new NodeTemplate("one", GpuModel.H100, 1, 8_000, 65_536),
                state,
                since,
                null,
                Money.of("10"),
                Money.of("10"),
                launched,
                null,
                Map.of());
    }
}
