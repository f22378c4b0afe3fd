package io.headroom.provisioning.offer;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.provisioning.node.NodeRow;

import static io.headroom.provisioning.offer.SomeNode.WHY;
import static org.assertj.core.api.Assertions.assertThat;

/// What a spot machine is charged moves with the market, up to the most that was agreed.
class SpotBillsTest {

    @Test
    void it_costs_what_the_market_asks_and_all_else_stays() {
        NodeRow row = SomeNode.in(NodeState.READY, CapacityType.SPOT);
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
                        repriced(SomeNode.in(NodeState.READY, CapacityType.SPOT), "0.60")
                                .orElseThrow()
                                .node()
                                .pricePerHour())
                .isEqualTo(Money.of("0.45"));
    }

    @Test
    void nothing_is_said_where_nothing_changed() {
        assertThat(repriced(SomeNode.in(NodeState.READY, CapacityType.SPOT), "0.30")).isEmpty();
        assertThat(
                        SpotBills.repriced(
                                SomeNode.in(NodeState.READY, CapacityType.SPOT), Optional.empty()))
                .isEmpty();
        assertThat(repriced(SomeNode.in(NodeState.READY, CapacityType.ON_DEMAND), "0.35"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"BOOTING", "READY", "DRAINING"},
            mode = EnumSource.Mode.EXCLUDE)
    void what_does_not_run_is_charged_by_no_market(NodeState state) {
        assertThat(repriced(SomeNode.in(state, CapacityType.SPOT), "0.35")).isEmpty();
    }

    private static Optional<NodeRow> repriced(NodeRow row, String market) {
        return SpotBills.repriced(row, Optional.of(Money.of(market)));
    }
}
