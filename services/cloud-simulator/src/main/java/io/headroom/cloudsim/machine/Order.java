package io.headroom.cloudsim.machine;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.headroom.cloudsim.market.CapacityType;
import io.headroom.cloudsim.market.Provider;
import io.headroom.cloudsim.market.Usd;

/// What was ordered; it never changes.
///
/// @param name what the customer calls it, or the provider's id again
/// @param maxPrice the most to pay by the hour for spot; absent: the list price
/// @param listPrice the on-demand price by the hour when it was ordered
/// @param token the customer's idempotency token, with whatever scopes it; empty if none was given
/// @param fingerprint of the whole request, to tell a repetition from another request under the same token
/// @param whenOff what becomes of it when its own operating system powers off
/// @param whenReclaimed what becomes of it when the spot market takes it back
/// @param longestLife after this the provider ends it by itself
/// @param detail the provider's own words that only come back in descriptions (subnet, launch template, ...)
public record Order(
        Provider provider,
        String name,
        String zone,
        String type,
        CapacityType capacityType,
        @Nullable Usd maxPrice,
        Usd listPrice,
        String token,
        String fingerprint,
        WhenOff whenOff,
        WhenOff whenReclaimed,
        @Nullable Duration longestLife,
        String detail,
        Instant at) {

    /// What becomes of a machine whose operating system powers off.
    public enum WhenOff {
        STOP,
        TERMINATE
    }

    public Order {
        if (zone.isBlank() || type.isBlank()) {
            throw new IllegalArgumentException("an order names a zone and a type");
        }
    }

    /// The most it may be charged by the hour.
    public Usd worstPrice() {
        Usd agreed = maxPrice;
        return capacityType == CapacityType.SPOT && agreed != null
                ? agreed.min(listPrice)
                : listPrice;
    }

    /// The same order under another name.
    public Order named(String other) {
        return with(other, listPrice, at);
    }

    /// The same order, at the price that the list has now.
    public Order listed(Usd hourly) {
        return with(name, hourly, at);
    }

    /// The same order, made at another time.
    public Order at(Instant other) {
        return with(name, listPrice, other);
    }

    private Order with(String otherName, Usd hourly, Instant otherAt) {
        return new Order(
                provider,
                otherName,
                zone,
                type,
                capacityType,
                maxPrice,
                hourly,
                token,
                fingerprint,
                whenOff,
                whenReclaimed,
                longestLife,
                detail,
                otherAt);
    }
}
