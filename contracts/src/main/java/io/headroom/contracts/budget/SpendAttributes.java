package io.headroom.contracts.budget;

import java.util.Map;

import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.ProviderKind;

/// What decides under which budgets a node's cost falls.
public record SpendAttributes(
        String tenant,
        String environment,
        String pool,
        String lane,
        ProviderKind provider,
        String region,
        CapacityType capacityType,
        Map<String, String> labels) {}
