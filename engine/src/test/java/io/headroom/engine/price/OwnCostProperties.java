package io.headroom.engine.price;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.price.NextPrice;
import io.headroom.contracts.price.TariffSpec;

import static org.assertj.core.api.Assertions.assertThat;

/// Whatever the tariff: the worst is never too little, and between two known prices nothing changes.
class OwnCostProperties {

    private static final long YEAR_SECONDS = 365L * 24 * 3600;

    @Property
    void no_hour_costs_more_than_the_worst(
            @ForAll @IntRange(min = 0, max = 1439) int from,
            @ForAll @IntRange(min = 0, max = 1439) int to,
            @ForAll DayOfWeek day,
            @ForAll @LongRange(min = 0, max = YEAR_SECONDS) long at,
            @ForAll @IntRange(min = 0, max = 1000) int thousandths) {
        OwnCost cost = cost(from, to, day);
        Instant when = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(at);
        assertThat(cost.perHour(new Load(thousandths), when))
                .isBetween(cost.perHour(Load.IDLE, when), cost.perHour(Load.BUSY, when))
                .isLessThanOrEqualTo(cost.worstPerHour());
    }

    @Property
    void until_the_next_price_the_one_of_now_holds_and_then_that_one(
            @ForAll @IntRange(min = 0, max = 1439) int from,
            @ForAll @IntRange(min = 0, max = 1439) int to,
            @ForAll DayOfWeek day,
            @ForAll @LongRange(min = 0, max = YEAR_SECONDS) long at,
            @ForAll @IntRange(min = 0, max = 1_000) int part) {
        OwnCost cost = cost(from, to, day);
        Instant now = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(at);
        NextPrice next = cost.next(Load.BUSY, now).orElseThrow();
        assertThat(next.from()).isAfter(now);
        long span = next.from().getEpochSecond() - now.getEpochSecond();
        Instant between = now.plusSeconds((span - 1) * part / 1_000);
        assertThat(cost.perHour(Load.BUSY, between)).isEqualTo(cost.perHour(Load.BUSY, now));
        assertThat(cost.perHour(Load.BUSY, next.from())).isEqualTo(next.perHour());
    }

    private static OwnCost cost(int from, int to, DayOfWeek day) {
        TariffSpec.Band band =
                new TariffSpec.Band(
                        "0.10",
                        List.of(day),
                        LocalTime.ofSecondOfDay(from * 60L),
                        LocalTime.ofSecondOfDay(to * 60L));
        return new OwnCost(
                Money.of("1.00"),
                500_000,
                9_000_000,
                PowerTariff.of(new TariffSpec("0.30", "America/New_York", List.of(band))));
    }
}
