package io.headroom.engine.fairness;

import java.time.Duration;

/// What an operator has decided about whose turn it is.
///
/// @param halfLife after which use counts half: at half of it a tenant that was busy yesterday is forgiven today, at twice of it a
///     burst is held against it for a month
/// @param overdue after which a workload goes before all others, whatever their priority and tenant: the bound on starving. At half of
///     it priority means less in a long queue, at twice of it the last ones wait longer
/// @param unknownRun how long a workload of unknown duration counts against a quota when it starts
public record FairnessPolicy(
        TenantTree tenants, Duration halfLife, Duration overdue, Duration unknownRun) {

    public static final FairnessPolicy USUAL =
            new FairnessPolicy(
                    TenantTree.NONE, Duration.ofDays(7), Duration.ofDays(1), Duration.ofHours(1));

    public FairnessPolicy {
        if (halfLife.toMillis() <= 0) {
            throw new IllegalArgumentException("the half-life is nothing: " + halfLife);
        }
        if (overdue.isNegative() || unknownRun.isNegative()) {
            throw new IllegalArgumentException(
                    "a time is negative: " + overdue + ", " + unknownRun);
        }
    }

    public FairnessPolicy withTenants(TenantTree tree) {
        return new FairnessPolicy(tree, halfLife, overdue, unknownRun);
    }

    public FairnessPolicy withOverdue(Duration longer) {
        return new FairnessPolicy(tenants, halfLife, longer, unknownRun);
    }
}
