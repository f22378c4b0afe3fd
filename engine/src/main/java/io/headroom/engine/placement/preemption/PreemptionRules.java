package io.headroom.engine.placement.preemption;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.PreemptionSpec;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.engine.fairness.Standing;
import io.headroom.engine.fleet.Running;
import io.headroom.engine.fleet.Waiting;

/// Who may make whom leave in a lane.
///
/// @param priorityGap by how much its priority must be above the other's; absent: priority makes nobody leave
/// @param reclaim whether a tenant may take back its guarantee from those that borrow it
/// @param spared classes that never leave
/// @param grace between the notice and the end
public record PreemptionRules(
        @Nullable Integer priorityGap,
        boolean reclaim,
        List<WorkloadClass> spared,
        Duration grace) {

    /// Nobody makes anybody leave.
    public static final PreemptionRules NEVER =
            new PreemptionRules(null, false, List.of(), Duration.ZERO);

    public PreemptionRules {
        spared = List.copyOf(spared);
    }

    public static PreemptionRules of(@Nullable PreemptionSpec spec) {
        return spec == null
                ? NEVER
                : new PreemptionRules(
                        spec.priorityGap(), spec.reclaim(), spec.spares(), spec.grace());
    }

    public boolean isNever() {
        return priorityGap == null && !reclaim;
    }

    /// Why this one may make that one leave; nothing where it may not.
    public Optional<String> allows(Waiting by, Running victim, Standing standing) {
        if (!victim.lane().equals(by.lane()) || spared.contains(victim.workloadClass())) {
            return Optional.empty();
        }
        if (priorityGap != null && by.priority() - victim.priority() >= priorityGap) {
            return Optional.of(
                    "priority "
                            + by.priority()
                            + " is "
                            + priorityGap
                            + " or more above "
                            + victim.priority());
        }
        if (reclaim
                && victim.priority() <= by.priority()
                && !victim.tenant().equals(by.tenant())
                && standing.isGuaranteed(by)
                && standing.borrows(victim.tenant())) {
            return Optional.of(
                    "tenant " + victim.tenant() + " borrows what is guaranteed to " + by.tenant());
        }
        return Optional.empty();
    }
}
