package io.headroom.provisioning.offer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.provisioning.price.ListPrices.Listed;
import io.headroom.provisioning.price.spot.SpotHighs;

/// The most that a machine may be charged an hour: what is reserved for it, and the maximum that a spot market is given.
@Singleton
final class WorstPrices {

    /// What a spot machine may cost at most, of its price now, where nothing is known of its market: room for a day's waves. Less is interrupted
    /// by price, more only reserves more money.
    private static final double SPOT_ROOM = 1.5;

    /// The same of the price that a market hardly ever passes, where that is known: room for a month that is dearer than the last. Half is
    /// interrupted when a market drifts, twice reserves a tenth more.
    private static final double OVER_HIGH = 1.1;

    /// A price that is known to come so soon is reserved already: more than any lease lasts. Half would do as well, twice holds a rise for longer
    /// than it must be.
    private static final Duration AHEAD = Duration.ofDays(1);

    private final SpotHighs highs;
    private final InstantSource clock;

    @Inject
    WorstPrices(SpotHighs highs, InstantSource clock) {
        this.highs = highs;
        this.clock = clock;
    }

    Money onDemand(ProviderKind provider, Listed entry) {
        return onDemand(provider, entry, clock.instant());
    }

    /// The list price, or the one that is known to come; and the disk.
    static Money onDemand(ProviderKind provider, Listed entry, Instant now) {
        Money machine = entry.dearestBefore(now.plus(AHEAD));
        return provider == ProviderKind.AWS ? machine : machine.plus(entry.diskPerHour());
    }

    /// Where the provider takes a maximum, that one: no more is ever charged.
    Money onSpot(ProviderKind provider, String zone, Money price, Listed entry) {
        return provider == ProviderKind.AWS
                ? spotMaximum(price, highs.of(provider, zone, entry.instanceType()))
                        .min(entry.perHour())
                : onDemand(provider, entry);
    }

    /// @param high what its market hardly ever passes; empty where that is not known
    static Money spotMaximum(Money price, Optional<Money> high) {
        double most =
                high.map(h -> price.max(h).micros() * OVER_HIGH).orElse(price.micros() * SPOT_ROOM);
        return new Money((long) most);
    }
}
