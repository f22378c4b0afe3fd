package io.headroom.contracts.budget;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.workload.WorkloadClass;

/// What decides under which budgets a node's cost falls.
///
/// @param workloadClass of the work that it is bought for, where it is bought for some
public record SpendAttributes(
        String tenant,
        String environment,
        String pool,
        String lane,
        ProviderKind provider,
        String region,
        CapacityType capacityType,
        Map<String, String> labels,
        @JsonProperty("class") @Nullable WorkloadClass workloadClass) {

    public SpendAttributes(
            String tenant,
            String environment,
            String pool,
            String lane,
            ProviderKind provider,
            String region,
            CapacityType capacityType,
            Map<String, String> labels) {
        this(tenant, environment, pool, lane, provider, region, capacityType, labels, null);
    }
}
