package io.headroom.provisioning.offer;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.PriceSource;
import io.headroom.contracts.price.NextPrice;
import io.headroom.contracts.price.PriceTerm;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.price.ListPrices.Listed;

import static io.headroom.provisioning.offer.SomeNode.NOON;
import static io.headroom.provisioning.offer.SomeNode.WHY;
import static org.assertj.core.api.Assertions.assertThat;

/// What a machine on demand is charged follows its provider's list while it runs.
class ListBillsTest {

    private static final NextPrice SOON = next(Duration.ofHours(1), "0.60");
    private static final NextPrice LATER = next(Duration.ofDays(3), "0.60");

    @Test
    void it_costs_what_the_list_says_and_that_is_the_most_from_then_on() {
        Node dearer = repriced(runs(), "0.40", null).orElseThrow().node();
        assertThat(dearer.pricePerHour()).isEqualTo(Money.of("0.40"));
        assertThat(dearer.worstPerHour()).isEqualTo(Money.of("0.40"));
        assertThat(dearer.priceTerm()).isEqualTo(new PriceTerm(NOON, null, null));
        Node cheaper = repriced(runs(), "0.20", null).orElseThrow().node();
        assertThat(cheaper.pricePerHour()).isEqualTo(Money.of("0.20"));
        assertThat(cheaper.worstPerHour()).isEqualTo(Money.of("0.20"));
    }

    @Test
    void what_is_known_to_come_is_said_and_reserved_a_day_ahead() {
        Node told = repriced(runs(), "0.30", SOON).orElseThrow().node();
        assertThat(told.pricePerHour()).isEqualTo(Money.of("0.30"));
        assertThat(told.worstPerHour()).isEqualTo(Money.of("0.60"));
        assertThat(told.priceTerm()).isEqualTo(PriceTerm.until(SOON));
        Node early = repriced(runs(), "0.30", LATER).orElseThrow().node();
        assertThat(early.worstPerHour()).isEqualTo(Money.of("0.30"));
        assertThat(early.priceTerm()).isEqualTo(PriceTerm.until(LATER));
    }

    @Test
    void since_when_it_costs_that_is_said_on_and_on() {
        NodeRow dearer = repriced(runs(), "0.40", null).orElseThrow();
        Node told = repriced(dearer, "0.40", SOON).orElseThrow().node();
        assertThat(told.priceTerm()).isEqualTo(new PriceTerm(NOON, SOON, null));
    }

    @Test
    void of_one_that_is_covered_it_is_what_follows_the_commitment() {
        NodeRow row = runs();
        Instant until = NOON.plus(Duration.ofDays(1));
        PriceTerm covered = new PriceTerm(NOON, new NextPrice(until, Money.of("0.30")), "year");
        NodeRow free =
                row.with(row.node().priced(Money.ZERO, row.node().worstPerHour(), covered), WHY);
        Node dearer = repriced(free, "0.40", null).orElseThrow().node();
        assertThat(dearer.pricePerHour()).isEqualTo(Money.ZERO);
        assertThat(dearer.worstPerHour()).isEqualTo(Money.of("0.40"));
        assertThat(dearer.priceTerm())
                .isEqualTo(new PriceTerm(NOON, new NextPrice(until, Money.of("0.40")), "year"));
    }

    @Test
    void nothing_is_said_where_nothing_changed_or_nobody_knows() {
        NodeRow row = repriced(runs(), "0.40", null).orElseThrow();
        assertThat(repriced(row, "0.40", null)).isEmpty();
        assertThat(ListBills.repriced(runs(), Optional.empty(), NOON)).isEmpty();
        NodeRow spot = SomeNode.in(NodeState.READY, CapacityType.SPOT);
        assertThat(repriced(spot, "0.40", null)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"BOOTING", "READY", "DRAINING"},
            mode = EnumSource.Mode.EXCLUDE)
    void what_does_not_run_is_charged_by_no_list(NodeState state) {
        NodeRow row = SomeNode.in(state, CapacityType.ON_DEMAND);
        assertThat(repriced(row, "0.40", null)).isEmpty();
    }

    private static NodeRow runs() {
        return SomeNode.in(NodeState.READY, CapacityType.ON_DEMAND);
    }

    private static NextPrice next(Duration in, String price) {
        return new NextPrice(NOON.plus(in), Money.of(price));
    }

    private static Optional<NodeRow> repriced(NodeRow row, String list, @Nullable NextPrice next) {
        Money price = Money.of(list);
        Listed listed =
                new Listed(
                        "g6.xlarge",
                        price,
                        PriceSource.AWS_PRICE_LIST,
                        NOON,
                        price,
                        PriceSource.BUILT_IN,
                        Money.ZERO,
                        Duration.ofMinutes(2),
                        next);
        return ListBills.repriced(row, Optional.of(listed), NOON);
    }
}
