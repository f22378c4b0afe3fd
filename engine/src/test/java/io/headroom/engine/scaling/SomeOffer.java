package io.headroom.engine.scaling;

import java.time.Duration;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.engine.scaling.fact.Offer;

/// An offer by what matters to a test: it boots within four minutes and ends within one.
final class SomeOffer {

    private SomeOffer() {}

    static Offer of(
            String pool,
            String zone,
            NodeTemplate template,
            String pricePerHour,
            CapacityType capacity,
            double likelihood,
            double interruptions) {
        return new Offer(
                pool,
                ProviderKind.AWS,
                "r",
                zone,
                "",
                template,
                capacity,
                Money.of(pricePerHour),
                Money.of(pricePerHour),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofMinutes(4),
                likelihood,
                interruptions);
    }
}
