package io.headroom.contracts.schema;

import java.time.Instant;
import java.util.List;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.PriceChanged;
import io.headroom.contracts.pool.PriceSource;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.price.CommitmentChanged;
import io.headroom.contracts.price.CommitmentKind;
import io.headroom.contracts.price.CommitmentSpec;
import io.headroom.contracts.price.CommitmentUsed;
import io.headroom.contracts.price.SpotHistoryRead;

/// One event of each type that is about prices.
final class SamplePrices {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private SamplePrices() {}

    static List<Event> all() {
        return List.of(
                new PriceChanged(
                        ProviderKind.AWS,
                        "us-east-1",
                        "us-east-1a",
                        "p5.48xlarge",
                        CapacityType.SPOT,
                        2,
                        Money.of("20.5"),
                        Money.of("30.75"),
                        NOON,
                        PriceSource.SPOT_HISTORY,
                        NOON),
                new CommitmentUsed("p5-reserved", NOON.toEpochMilli(), NOON, Money.of("60.00")),
                new CommitmentChanged(
                        "p5-reserved",
                        2,
                        new CommitmentSpec(
                                CommitmentKind.RESERVED,
                                ProviderKind.AWS,
                                "us-east-1",
                                null,
                                "p5.48xlarge",
                                null,
                                2,
                                Money.of("30.00"),
                                null,
                                NOON,
                                NOON.plusSeconds(31_536_000),
                                "research",
                                null,
                                null)),
                new SpotHistoryRead(
                        ProviderKind.AWS,
                        "us-east-1",
                        "us-east-1a",
                        "p5.48xlarge",
                        PriceSource.SPOT_HISTORY,
                        List.of(new SpotHistoryRead.Point(NOON, Money.of("20.5")))));
    }
}
