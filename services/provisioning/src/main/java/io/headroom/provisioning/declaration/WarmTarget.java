package io.headroom.provisioning.declaration;

import java.util.ArrayList;
import java.util.List;

import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.PoolSpec;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.contracts.pool.WarmSpec;
import io.headroom.platform.rest.FieldError;

/// What a pool may ask to keep stopped: a target that nothing would act on is refused, and not accepted for show.
final class WarmTarget {

    private WarmTarget() {}

    static List<FieldError> wrong(PoolSpec spec) {
        WarmSpec warm = spec.warm();
        List<FieldError> wrong = new ArrayList<>();
        for (int i = 0; i < warm.states().size(); i++) {
            if (warm.states().get(i) == WarmSpec.WarmState.SUSPENDED) {
                wrong.add(
                        new FieldError(
                                "warm.states[" + i + "]",
                                "nodes are kept stopped, and not suspended: few clouds suspend machines with GPUs"));
            }
        }
        if (warm.max() > 0 && spec.provider() == ProviderKind.REDFISH) {
            wrong.add(
                    new FieldError(
                            "warm.max",
                            "machines of our own are switched off after every node already: leave it out"));
        }
        if (warm.max() > 0 && !spec.capacityTypes().contains(CapacityType.ON_DEMAND)) {
            wrong.add(
                    new FieldError(
                            "warm.max",
                            "spot machines cannot be stopped: add on-demand to capacityTypes, or leave it out"));
        }
        return wrong;
    }
}
