package io.headroom.engine.budget;

import io.headroom.contracts.budget.Money;

/// What a lease keeps committed in one period of a budget.
public record Hold(String budget, Span period, Money amount) {}
