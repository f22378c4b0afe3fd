package io.headroom.cloudsim.bill;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.headroom.cloudsim.machine.Machine;
import io.headroom.cloudsim.market.CapacityType;
import io.headroom.cloudsim.market.Catalogue;
import io.headroom.cloudsim.market.Market;
import io.headroom.cloudsim.market.Provider;
import io.headroom.cloudsim.market.Usd;

import static org.assertj.core.api.Assertions.assertThat;

/// Who raises a list price charges it for what runs, from its instant on.
class ListPriceTest {

    private static final Instant START = Instant.parse("2026-11-02T11:00:00Z");
    private static final Instant RISE = START.plus(Duration.ofHours(1));
    private static final Instant END = START.plus(Duration.ofHours(2));

    private final Market market = Market.of(Catalogue.read(Optional.empty()), 7, 1);
    private final Tariff tariff = new Tariff(market);

    @Test
    void a_machine_that_runs_is_charged_each_price_for_its_time() {
        Machine machine = runs(CapacityType.ON_DEMAND);
        Usd before = tariff.charged(machine, RISE);
        market.listPrices().change(Provider.AWS, "g6.xlarge", Usd.of("1.80"), RISE);
        assertThat(tariff.charged(machine, RISE)).isEqualTo(before).isEqualTo(Usd.of("0.8048"));
        assertThat(tariff.charged(machine, END)).isEqualTo(Usd.of("2.6048"));
    }

    @Test
    void what_it_could_still_cost_knows_the_price_to_come() {
        market.listPrices().change(Provider.GCP, "g2-standard-4", Usd.of("1.80"), RISE);
        Machine machine =
                TariffProperties.machine(
                        "i-2",
                        Provider.GCP,
                        "us-central1-b",
                        "g2-standard-4",
                        CapacityType.ON_DEMAND,
                        START);
        Instant now = RISE.minusSeconds(1);
        Usd said = tariff.charged(machine, now).plus(tariff.mostStillChargeable(machine, now));
        Instant down = now.plus(Provider.GCP.longestBilledStop());
        assertThat(down).isAfter(RISE);
        assertThat(tariff.charged(machine.terminated(down, ""), END)).isLessThanOrEqualTo(said);
        assertThat(said).isGreaterThan(tariff.charged(machine, RISE.plusSeconds(10)));
    }

    @Test
    void the_highest_point_of_the_bill_is_found_beyond_a_change() {
        market.listPrices().change(Provider.AWS, "g6.xlarge", Usd.of("1.80"), RISE);
        List<Machine> machines = List.of(runs(CapacityType.ON_DEMAND));
        Curve curve =
                new Curve(
                        tariff,
                        machines,
                        machines,
                        new Commitments(market, tariff),
                        Curve.Fees.APART);
        assertThat(curve.points(END)).anyMatch(p -> p.at().equals(RISE));
        assertThat(curve.highest(END).charged()).isEqualTo(Usd.of("2.6048"));
    }

    @Test
    void spot_goes_on_by_its_market() {
        Machine machine = runs(CapacityType.SPOT);
        Usd before = tariff.charged(machine, END);
        market.listPrices().change(Provider.AWS, "g6.xlarge", Usd.of("1.80"), RISE);
        assertThat(tariff.charged(machine, END)).isEqualTo(before);
    }

    private static Machine runs(CapacityType capacity) {
        return TariffProperties.machine(
                "i-1", Provider.AWS, "us-east-1a", "g6.xlarge", capacity, START);
    }
}
