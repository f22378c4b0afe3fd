package io.headroom.contracts.capacity;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;
import io.headroom.contracts.workload.WorkloadClass;

/// Who may make whom leave in a lane. A lane without it makes nobody leave.
///
/// @param priorityGap by how much a priority must be above another's to make it leave; absent: priority makes nobody leave
/// @param reclaim whether a tenant may take back its guarantee from those that borrow it; no if absent
/// @param grace between the notice and the end, at most an hour; two minutes if absent
/// @param spares classes that never leave; none if absent
public record PreemptionSpec(
        @Nullable Integer priorityGap,
        @Nullable Boolean reclaim,
        @Nullable Duration grace,
        @Nullable List<WorkloadClass> spares) {

    private static final Duration USUAL_GRACE = Duration.ofMinutes(2);
    private static final Duration LONGEST_GRACE = Duration.ofHours(1);

    public PreemptionSpec {
        reclaim = reclaim == null ? false : reclaim;
        grace = grace == null ? USUAL_GRACE : grace;
        spares = spares == null ? List.of() : List.copyOf(spares);
        new Checks()
                .that(
                        priorityGap == null || (priorityGap >= 1 && priorityGap <= 2000),
                        "preemption.priorityGap",
                        "must be from 1 to 2000")
                .that(
                        !grace.isNegative() && grace.compareTo(LONGEST_GRACE) <= 0,
                        "preemption.grace",
                        "must be from nothing to " + LONGEST_GRACE)
                .done();
    }

    @Override
    public Boolean reclaim() {
        return reclaim == null ? false : reclaim;
    }

    @Override
    public Duration grace() {
        return grace == null ? USUAL_GRACE : grace;
    }

    @Override
    public List<WorkloadClass> spares() {
        return spares == null ? List.of() : spares;
    }
}
