package io.headroom.contracts.price;

import java.time.Instant;

import io.headroom.contracts.budget.Money;

/// What a node is charged from an instant on, which is known already.
public record NextPrice(Instant from, Money perHour) {}
