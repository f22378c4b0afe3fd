package io.headroom.contracts.price;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;

/// What owning a machine costs, whether it runs or not: by the hour, or its price over its lifetime in equal parts.
///
/// @param perHour dollars an hour, as a decimal string; instead of the other two
/// @param purchasePrice dollars, as a decimal string
/// @param lifetime over which the price is spread, such as `P1461D`; 1 day to 20 years
public record CapitalSpec(
        @Nullable String perHour, @Nullable String purchasePrice, @Nullable Duration lifetime) {

    private static final Duration LONGEST = Duration.ofDays(7305);

    public CapitalSpec {
        boolean isHourly = perHour != null;
        boolean isSpread = purchasePrice != null && lifetime != null;
        new Checks()
                .that(
                        isHourly ? purchasePrice == null && lifetime == null : isSpread,
                        "machines.capital",
                        "must have perHour, or purchasePrice and lifetime")
                .that(
                        perHour == null || Decimals.isAmount(perHour),
                        "machines.capital.perHour",
                        "must be dollars an hour such as 4.50")
                .that(
                        purchasePrice == null || Decimals.isAmount(purchasePrice),
                        "machines.capital.purchasePrice",
                        "must be dollars such as 250000.00")
                .that(
                        lifetime == null
                                || (lifetime.compareTo(Duration.ofDays(1)) >= 0
                                        && lifetime.compareTo(LONGEST) <= 0),
                        "machines.capital.lifetime",
                        "must be 1 day to 20 years, such as P1461D")
                .done();
    }
}
