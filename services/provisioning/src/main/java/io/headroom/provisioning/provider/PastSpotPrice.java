package io.headroom.provisioning.provider;

import java.time.Instant;

import io.headroom.contracts.budget.Money;

/// What a spot machine cost from an instant on, until the next price of its type and zone.
public record PastSpotPrice(Instant from, Money perHour) {}
