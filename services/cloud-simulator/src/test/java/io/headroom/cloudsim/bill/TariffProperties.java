package io.headroom.cloudsim.bill;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

import io.headroom.cloudsim.machine.Condition;
import io.headroom.cloudsim.machine.Machine;
import io.headroom.cloudsim.machine.MachineState;
import io.headroom.cloudsim.machine.Order;
import io.headroom.cloudsim.machine.Order.WhenOff;
import io.headroom.cloudsim.market.CapacityType;
import io.headroom.cloudsim.market.Catalogue;
import io.headroom.cloudsim.market.Market;
import io.headroom.cloudsim.market.Provider;
import io.headroom.cloudsim.market.Usd;

import static org.assertj.core.api.Assertions.assertThat;

class TariffProperties {

    private static final Instant START = Instant.parse("2026-11-02T11:17:31Z");
    private static final Market MARKET = Market.of(Catalogue.read(Optional.empty()), 7, 1);
    private static final Tariff TARIFF = new Tariff(MARKET);

    @Property(tries = 300)
    void what_is_charged_never_falls(
            @ForAll CapacityType capacityType,
            @ForAll @LongRange(max = 400_000) long first,
            @ForAll @LongRange(max = 400_000) long more,
            @ForAll @LongRange(max = 500_000) long end) {
        Machine machine =
                machine(Provider.AWS, "us-east-1a", "p5.48xlarge", capacityType)
                        .terminated(START.plusSeconds(end), "");

        Usd early = TARIFF.charged(machine, START.plusSeconds(first));
        Usd late = TARIFF.charged(machine, START.plusSeconds(first + more));

        assertThat(late).isGreaterThanOrEqualTo(early);
    }

    @Property(tries = 300)
    void ending_it_now_never_costs_more_than_what_was_said(
            @ForAll CapacityType capacityType,
            @ForAll @LongRange(min = 1, max = 100_000) long seconds) {
        Machine aws = machine(Provider.AWS, "us-east-1b", "g5.48xlarge", capacityType);
        Instant now = START.plusSeconds(seconds);
        Usd said = TARIFF.charged(aws, now).plus(TARIFF.mostStillChargeable(aws, now));

        Usd paid = TARIFF.charged(aws.terminated(now, ""), now.plus(Duration.ofDays(1)));

        assertThat(paid).isLessThanOrEqualTo(said);
    }

    @Property(tries = 300)
    void google_charges_until_it_is_down_and_no_longer_than_said(
            @ForAll @LongRange(min = 1, max = 100_000) long seconds,
            @ForAll @LongRange(min = 0, max = 40) long stopping) {
        Machine gce = machine(Provider.GCP, "us-central1-b", "a2-highgpu-4g", CapacityType.SPOT);
        Instant now = START.plusSeconds(seconds);
        Usd said = TARIFF.charged(gce, now).plus(TARIFF.mostStillChargeable(gce, now));

        Usd paid =
                TARIFF.charged(
                        gce.terminated(now.plusSeconds(stopping), ""),
                        now.plus(Duration.ofDays(1)));

        assertThat(paid).isLessThanOrEqualTo(said);
    }

    @Property(tries = 300)
    void a_start_is_charged_for_a_minute_at_least(@ForAll @LongRange(max = 60) long seconds) {
        Machine machine =
                machine(Provider.AWS, "us-east-1a", "g6.xlarge", CapacityType.ON_DEMAND)
                        .terminated(START.plusSeconds(seconds), "");

        assertThat(TARIFF.charged(machine, START.plusSeconds(3600)))
                .isEqualTo(Usd.of("0.8048").over(Duration.ofMinutes(1)));
    }

    @Property(tries = 300)
    void spot_costs_its_own_price_by_the_hour_and_never_more_than_the_list(
            @ForAll @LongRange(min = 1, max = 1_000_000) long seconds) {
        Instant end = START.plusSeconds(seconds);
        Usd spot =
                MARKET.spotPrices()
                        .over(
                                Provider.AWS,
                                "us-east-1c",
                                "p4d.24xlarge",
                                Usd.of("21.957642"),
                                START,
                                end);
        Usd list = Usd.of("21.957642").over(Duration.ofSeconds(seconds));

        assertThat(spot).isLessThan(list);
        assertThat(spot.micros()).isGreaterThan(list.micros() / 10 - 1);
    }

    private static Machine machine(
            Provider provider, String zone, String type, CapacityType capacityType) {
        return machine("i-1", provider, zone, type, capacityType, START);
    }

    static Machine machine(
            String id,
            Provider provider,
            String zone,
            String type,
            CapacityType capacityType,
            Instant at) {
        Usd list = MARKET.catalogue().type(provider, type).hourly();
        var order =
                new Order(
                        provider,
                        "n",
                        zone,
                        type,
                        capacityType,
                        null,
                        list,
                        "",
                        "",
                        WhenOff.TERMINATE,
                        WhenOff.TERMINATE,
                        null,
                        "",
                        at);
        var next = new Condition.Step(MachineState.BOOTING, at.plusSeconds(5));
        return Machine.ordered(id, order, Map.of(), "", next);
    }

    @Property(tries = 50)
    void the_highest_point_is_above_every_other(
            @ForAll @LongRange(min = 1, max = 20_000) long seconds) {
        Machine machine =
                machine(Provider.AWS, "us-east-1a", "g6.xlarge", CapacityType.SPOT)
                        .terminated(START.plusSeconds(10_000), "");
        var curve =
                new Curve(
                        TARIFF,
                        List.of(machine),
                        List.of(machine),
                        new Commitments(MARKET, TARIFF),
                        Curve.Fees.COUNTED);
        Usd highest = curve.highest(START.plusSeconds(20_000)).most();

        assertThat(curve.total(START.plusSeconds(seconds)).most()).isLessThanOrEqualTo(highest);
    }
}
