package io.headroom.engine.price;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.pool.MachineSpec;
import io.headroom.contracts.price.CapitalSpec;
import io.headroom.contracts.price.NextPrice;
import io.headroom.contracts.price.PowerSpec;
import io.headroom.contracts.price.TariffSpec;

import static org.assertj.core.api.Assertions.assertThat;

/// A machine of our own costs its capital at any time, and its power by load, time of day and day of the week.
class OwnCostTest {

    private static final TariffSpec BERLIN =
            new TariffSpec(
                    "0.30",
                    "Europe/Berlin",
                    List.of(
                            new TariffSpec.Band(
                                    "0.10", null, LocalTime.of(22, 0), LocalTime.of(6, 0)),
                            new TariffSpec.Band(
                                    "0.20",
                                    List.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
                                    null,
                                    null)));

    private static final OwnCost COST = OwnCost.of(machine("1.00", null), BERLIN);

    @Test
    void power_is_watts_times_pue_times_tariff() {
        Instant noon = Instant.parse("2026-01-05T11:00:00Z");
        assertThat(COST.perHour(Load.BUSY, noon)).isEqualTo(Money.of("4.60"));
        assertThat(COST.perHour(Load.IDLE, noon)).isEqualTo(Money.of("1.36"));
    }

    @Test
    void between_idle_and_busy_power_grows_with_the_gpus_in_use() {
        Instant noon = Instant.parse("2026-01-05T11:00:00Z");
        assertThat(COST.perHour(Load.of(2000, 8), noon)).isEqualTo(Money.of("2.17"));
        assertThat(Load.of(8000, 8)).isEqualTo(Load.BUSY);
        assertThat(Load.of(9000, 8)).isEqualTo(Load.BUSY);
        assertThat(Load.of(0, 8)).isEqualTo(Load.IDLE);
    }

    @Test
    void the_first_band_that_holds_counts_and_without_one_the_rest() {
        assertThat(busyAt("2026-01-05T22:00:00Z")).isEqualTo(Money.of("2.20"));
        assertThat(busyAt("2026-01-10T11:00:00Z")).as("Saturday").isEqualTo(Money.of("3.40"));
        assertThat(busyAt("2026-01-10T23:00:00Z")).as("its night").isEqualTo(Money.of("2.20"));
    }

    @Test
    void the_worst_is_the_highest_load_in_the_dearest_hours() {
        assertThat(COST.worstPerHour()).isEqualTo(Money.of("4.60"));
    }

    @Test
    void the_next_price_is_known_to_the_minute_also_where_clocks_change() {
        // On 29 March Berlin goes from +1 to +2: six in the morning is four in UTC, not five.
        assertThat(COST.next(Load.BUSY, Instant.parse("2026-03-29T00:30:00Z")))
                .contains(new NextPrice(Instant.parse("2026-03-29T04:00:00Z"), Money.of("3.40")));
        assertThat(COST.next(Load.BUSY, Instant.parse("2026-03-26T00:30:00Z")))
                .contains(new NextPrice(Instant.parse("2026-03-26T05:00:00Z"), Money.of("4.60")));
    }

    @Test
    void a_boundary_at_which_nothing_changes_is_none() {
        TariffSpec same =
                new TariffSpec(
                        "0.30",
                        null,
                        List.of(new TariffSpec.Band("0.30", null, LocalTime.NOON, null)));
        OwnCost cost = OwnCost.of(machine("0", null), same);
        assertThat(cost.next(Load.BUSY, Instant.parse("2026-01-05T11:00:00Z"))).isEmpty();
    }

    @Test
    void a_purchase_is_spread_over_its_lifetime_and_rounded_up() {
        CapitalSpec bought = new CapitalSpec(null, "350640.00", Duration.ofDays(1461));
        assertThat(OwnCost.of(machine("0", bought), null).standing()).isEqualTo(Money.of("10.00"));
        CapitalSpec odd = new CapitalSpec(null, "100000.00", Duration.ofDays(7));
        assertThat(OwnCost.of(machine("0", odd), null).standing())
                .isEqualTo(Money.of("595.238096"));
        CapitalSpec leased = new CapitalSpec("4.50", null, null);
        assertThat(OwnCost.of(machine("0.50", leased), null).standing())
                .isEqualTo(Money.of("5.00"));
    }

    private static Money busyAt(String instant) {
        return COST.perHour(Load.BUSY, Instant.parse(instant));
    }

    private static MachineSpec machine(String price, @Nullable CapitalSpec capital) {
        return new MachineSpec(
                "m1",
                "https://bmc-01",
                "",
                8,
                GpuModel.H100,
                0,
                0,
                price,
                "",
                null,
                capital,
                new PowerSpec(1_000, 10_000, 1.2));
    }
}
