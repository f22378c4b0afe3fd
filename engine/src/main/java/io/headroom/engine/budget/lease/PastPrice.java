package io.headroom.engine.budget.lease;

import java.time.Instant;

import io.headroom.contracts.budget.Money;

/// What a node was charged up to an instant, before its price changed.
public record PastPrice(Instant until, Money perHour) {}
