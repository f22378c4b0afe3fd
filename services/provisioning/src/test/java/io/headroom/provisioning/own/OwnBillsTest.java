package io.headroom.provisioning.own;

import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;

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
import io.headroom.contracts.price.NextPrice;
import io.headroom.contracts.price.PriceTerm;
import io.headroom.contracts.price.TariffSpec;
import io.headroom.engine.price.OwnCost;
import io.headroom.engine.price.PowerTariff;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.node.Stages;
import io.headroom.provisioning.scaling.Heard;

import static org.assertj.core.api.Assertions.assertThat;

/// What a machine of our own is charged follows its load and its tariff, and what will follow is said with it.
class OwnBillsTest {

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final Instant NIGHT = Instant.parse("2026-01-05T22:00:00Z");
    private static final NodeReason WHY = new NodeReason.ForMinimum("pool", 1);

    /// 10 kW, 1 kW idle; 10 cents a kWh at night, else 30.
    private static final OwnCost COST =
            new OwnCost(
                    Money.of("1.00"),
                    1_000_000,
                    10_000_000,
                    PowerTariff.of(
                            new TariffSpec(
                                    "0.30",
                                    null,
                                    List.of(
                                            new TariffSpec.Band(
                                                    "0.10",
                                                    null,
                                                    LocalTime.of(22, 0),
                                                    LocalTime.of(6, 0))))));

    @Test
    void its_power_follows_the_gpus_in_use_and_a_boot_takes_its_most() {
        NodeRow busy = repriced(in(NodeState.READY, "0"), 8, NOON).orElseThrow();
        assertThat(busy.node().pricePerHour()).isEqualTo(Money.of("4.00"));
        NodeRow idle = repriced(busy, 0, NOON).orElseThrow();
        assertThat(idle.node().pricePerHour()).isEqualTo(Money.of("1.30"));
        NodeRow some = repriced(idle, 2, NOON).orElseThrow();
        assertThat(some.node().pricePerHour())
                .as("1 kW, and a quarter of 9 more")
                .isEqualTo(Money.of("1.975"));
        assertThat(repriced(some, 2, NOON)).isEmpty();
        assertThat(repriced(in(NodeState.BOOTING, "0"), 0, NOON).orElseThrow().node())
                .extracting(Node::pricePerHour)
                .isEqualTo(Money.of("4.00"));
    }

    @Test
    void the_tariffs_next_price_is_said_before_it_holds() {
        NodeRow busy = repriced(in(NodeState.READY, "4.00"), 8, NOON).orElseThrow();
        assertThat(busy.node().priceTerm())
                .isEqualTo(PriceTerm.until(new NextPrice(NIGHT, Money.of("2.00"))));
        assertThat(repriced(busy, 8, NOON.plusSeconds(60))).isEmpty();
        NodeRow atNight = repriced(busy, 8, NIGHT).orElseThrow();
        assertThat(atNight.node().pricePerHour()).isEqualTo(Money.of("2.00"));
    }

    @Test
    void a_tariff_that_rises_takes_no_running_machine_above_what_was_reserved() {
        OwnCost dearer =
                new OwnCost(
                        Money.of("9.00"), 0, 0, PowerTariff.of(new TariffSpec("0", null, null)));
        assertThat(
                        OwnBills.repriced(
                                        in(NodeState.READY, "4.00"),
                                        Optional.of(dearer),
                                        use(8),
                                        NOON)
                                .orElseThrow()
                                .node()
                                .pricePerHour())
                .isEqualTo(Money.of("4.50"));
    }

    @Test
    void what_is_not_charged_or_not_declared_stays() {
        assertThat(repriced(in(NodeState.TERMINATING, "0"), 8, NOON)).isEmpty();
        assertThat(OwnBills.repriced(in(NodeState.READY, "0"), Optional.empty(), use(8), NOON))
                .isEmpty();
    }

    private static Optional<NodeRow> repriced(NodeRow row, int gpus, Instant now) {
        return OwnBills.repriced(row, Optional.of(COST), use(gpus), now);
    }

    private static Heard.Use use(int gpus) {
        return new Heard.Use(gpus, 1000 * gpus, null, true);
    }

    private static NodeRow in(NodeState state, String price) {
        Node node =
                new Node(
                        new NodeId(new UUID(0, 1)),
                        1,
                        "rack-1",
                        ProviderKind.REDFISH,
                        "",
                        "r1",
                        CapacityType.ON_DEMAND,
                        "default",
                        "research",
                        "production",
                        new NodeTemplate("bmc-01", GpuModel.H100, 8, 64_000, 524_288),
                        state,
                        NOON,
                        "https://bmc-01",
                        Money.of(price),
                        Money.of("4.50"),
                        NOON,
                        null,
                        Map.of());
        return new NodeRow(
                node,
                WHY,
                NOON,
                1,
                new PurchaseId(new UUID(0, 2)),
                "bmc-01",
                "https://bmc-01",
                "",
                1,
                Stages.begun(NOON),
                null,
                null,
                1,
                null);
    }
}
