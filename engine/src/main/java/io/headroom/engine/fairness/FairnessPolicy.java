package io.headroom.engine.fairness;

import java.time.Duration;
import java.util.Map;

/// What an operator has decided about whose turn it is.
///
/// @param use how use counts in trees that do not say it themselves
/// @param overdue after which a workload goes before all others, whatever their priority and tenant: the bound on starving. At half of
///     it priority means less in a long queue, at twice of it the last ones wait longer
/// @param unknownRun how long a workload of unknown duration counts against a quota when it starts
public record FairnessPolicy(
        TenantTree tenants, UseMeasure use, Duration overdue, Duration unknownRun) {

    public static final FairnessPolicy USUAL =
            new FairnessPolicy(
                    TenantTree.NONE, UseMeasure.USUAL, Duration.ofDays(1), Duration.ofHours(1));

    public FairnessPolicy {
        // Decisions kept by older releases have none: it was this one.
        use = use == null ? UseMeasure.USUAL : use;
        if (overdue.isNegative() || unknownRun.isNegative()) {
            throw new IllegalArgumentException(
                    "a time is negative: " + overdue + ", " + unknownRun);
        }
    }

    public FairnessPolicy withTenants(TenantTree tree) {
        return new FairnessPolicy(tree, use, overdue, unknownRun);
    }

    public FairnessPolicy withUse(UseMeasure usual) {
        return new FairnessPolicy(tenants, usual, overdue, unknownRun);
    }

    /// How use counts for each declared tenant; for others it counts as everywhere.
    public Map<String, UseMeasure> uses() {
        return tenants.uses(use);
    }

    public FairnessPolicy withOverdue(Duration longer) {
        return new FairnessPolicy(tenants, use, longer, unknownRun);
    }
}
