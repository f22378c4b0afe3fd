package io.headroom.provisioning.offer;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

import static org.assertj.core.api.Assertions.assertThat;

/// What a spot machine is charged moves with the market, up to the most that was agreed.
class SpotBillsTest {

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final NodeReason WHY = new NodeReason.ForMinimum("pool", 1);

    @Test
    void it_costs_what_the_market_asks_and_all_else_stays() {
        NodeRow row = in(NodeState.READY, CapacityType.SPOT);
        NodeRow dearer = repriced(row, "0.35").orElseThrow();
        assertThat(dearer.node().pricePerHour()).isEqualTo(Money.of("0.35"));
        assertThat(dearer.node().worstPerHour()).isEqualTo(Money.of("0.45"));
        assertThat(dearer.with(row.node(), WHY)).isEqualTo(row);
        assertThat(repriced(row, "0.20").orElseThrow().node().pricePerHour())
                .isEqualTo(Money.of("0.20"));
    }

    @Test
    void it_never_costs_more_than_the_most_that_was_agreed() {
        assertThat(
                        repriced(in(NodeState.READY, CapacityType.SPOT), "0.60")
                                .orElseThrow()
                                .node()
                                .pricePerHour())
                .isEqualTo(Money.of("0.45"));
    }

    @Test
    void nothing_is_said_where_nothing_changed() {
        assertThat(repriced(in(NodeState.READY, CapacityType.SPOT), "0.30")).isEmpty();
        assertThat(SpotBills.repriced(in(NodeState.READY, CapacityType.SPOT), Optional.empty()))
                .isEmpty();
        assertThat(repriced(in(NodeState.READY, CapacityType.ON_DEMAND), "0.35")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"BOOTING", "READY", "DRAINING"},
            mode = EnumSource.Mode.EXCLUDE)
    void what_does_not_run_is_charged_by_no_market(NodeState state) {
        assertThat(repriced(in(state, CapacityType.SPOT), "0.35")).isEmpty();
    }

    private static Optional<NodeRow> repriced(NodeRow row, String market) {
        return SpotBills.repriced(row, Optional.of(Money.of(market)));
    }

    private static NodeRow in(NodeState state, CapacityType capacity) {
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
