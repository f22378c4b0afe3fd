package io.headroom.engine.placement.preemption;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.headroom.contracts.workload.WorkloadId;

/// Who leaves for whom while a plan is made, so that there is never a chain: who has to leave, or had to once, makes nobody leave in turn
/// and need not leave again, and nobody leaves for whom others leave.
public final class Leaving {

    private final Set<WorkloadId> leaving = new LinkedHashSet<>();
    private final Set<WorkloadId> coming = new LinkedHashSet<>();
    private final Set<WorkloadId> left;

    /// @param left those that had to leave once
    public Leaving(List<WorkloadId> left) {
        this.left = new LinkedHashSet<>(left);
    }

    public boolean mayMakeOthersLeave(WorkloadId id) {
        return !left.contains(id) && !leaving.contains(id);
    }

    public boolean mayHaveToLeave(WorkloadId id) {
        return !left.contains(id) && !leaving.contains(id) && !coming.contains(id);
    }

    public boolean hadToLeave(WorkloadId id) {
        return left.contains(id);
    }

    public void decided(WorkloadId by, Collection<WorkloadId> victims) {
        coming.add(by);
        leaving.addAll(victims);
    }
}
