package io.headroom.placement.tenant;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.contracts.check.InvalidFields;
import io.headroom.engine.fairness.FairnessPolicy;
import io.headroom.engine.fairness.Tenant;
import io.headroom.engine.fairness.TenantTree;
import io.headroom.engine.fairness.UseMeasure;

/// Whose turn it is, as settings and declared tenants say.
@Singleton
public final class Fairness {

    private final FairnessPolicy usual;

    @Inject
    public Fairness(FairnessSettings settings) {
        usual =
                FairnessPolicy.USUAL
                        .withUse(new UseMeasure(settings.halfLife(), settings.measuredIn()))
                        .withOverdue(settings.overdue());
    }

    /// The policy with these tenants. Declarations that contradict each other are refused when they are made; older ones that do must not
    /// stop the loop.
    public FairnessPolicy among(List<Tenant> tenants) {
        try {
            return usual.withTenants(new TenantTree(tenants));
        } catch (InvalidFields contradiction) {
            return usual.withTenants(new TenantTree(tenants.stream().map(Tenant::alone).toList()));
        }
    }
}
