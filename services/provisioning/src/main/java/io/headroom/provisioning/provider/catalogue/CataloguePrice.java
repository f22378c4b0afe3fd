package io.headroom.provisioning.provider.catalogue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.pool.CapacityType;

/// What a price list says of a kind of machine.
public sealed interface CataloguePrice {

    /// More than any machine costs, and still an amount.
    BigDecimal MOST = new BigDecimal("1000000000");

    String instanceType();

    CapacityType capacityType();

    /// Its price by the hour.
    ///
    /// @param asOf since when it holds, by the list
    record Found(String instanceType, CapacityType capacityType, Money perHour, Instant asOf)
            implements CataloguePrice {}

    /// Nothing that can be told from it.
    ///
    /// @param why for people
    record Missing(String instanceType, CapacityType capacityType, String why)
            implements CataloguePrice {}

    /// Lists have more decimals than we: up, so that it is never too little.
    static Money roundedUp(BigDecimal dollars) {
        return new Money(
                dollars.min(MOST)
                        .max(MOST.negate())
                        .movePointRight(6)
                        .setScale(0, RoundingMode.CEILING)
                        .longValueExact());
    }
}
