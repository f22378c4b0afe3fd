package io.headroom.provisioning.price;

import io.headroom.contracts.json.DashedEnums;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.ProviderKind;

/// What has a list price: a type in a region, paid for in one way.
public record PriceKey(
        ProviderKind provider, String region, String instanceType, CapacityType capacityType) {

    /// For people: `aws us-east-1 p5.48xlarge on-demand`.
    public String describe() {
        return String.join(
                " ",
                DashedEnums.nameOf(provider),
                region,
                instanceType,
                DashedEnums.nameOf(capacityType));
    }
}
