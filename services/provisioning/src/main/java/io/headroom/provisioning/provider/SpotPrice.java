package io.headroom.provisioning.provider;

import io.headroom.contracts.budget.Money;

/// What a spot machine of a type costs in a zone now.
public record SpotPrice(String zone, String instanceType, Money perHour) {}
