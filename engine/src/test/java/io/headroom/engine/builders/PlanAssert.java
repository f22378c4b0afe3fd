package io.headroom.engine.builders;

import java.util.List;

import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

import io.headroom.contracts.workload.PendingReason;
import io.headroom.engine.placement.PlacementPlan;
import io.headroom.engine.placement.PlacementPlan.Pending;
import io.headroom.engine.placement.PlacementPlan.Placed;

/// What a test says about a plan.
public final class PlanAssert extends AbstractAssert<PlanAssert, PlacementPlan> {

    private PlanAssert(PlacementPlan plan) {
        super(plan, PlanAssert.class);
    }

    public static PlanAssert assertThat(PlacementPlan plan) {
        return new PlanAssert(plan);
    }

    public PlanAssert placesNothing() {
        Assertions.assertThat(actual.placed()).isEmpty();
        return this;
    }

    public PlanAssert places(int replicas) {
        Assertions.assertThat(actual.placed()).hasSize(replicas);
        return this;
    }

    public PlanAssert places(String workload, int replicas) {
        Assertions.assertThat(placesOf(workload)).hasSize(replicas);
        return this;
    }

    public PlanAssert placesOn(String workload, String node) {
        Assertions.assertThat(placesOf(workload))
                .isNotEmpty()
                .allSatisfy(
                        placed ->
                                Assertions.assertThat(placed.node())
                                        .isEqualTo(NodeBuilder.idOf(node)));
        return this;
    }

    public PlanAssert leavesNothingPending() {
        Assertions.assertThat(actual.pending()).isEmpty();
        return this;
    }

    public PlanAssert leavesPendingBecause(Class<? extends PendingReason> reason, String saying) {
        Assertions.assertThat(actual.pending())
                .extracting(Pending::reason)
                .anySatisfy(
                        why -> {
                            Assertions.assertThat(why).isInstanceOf(reason);
                            Assertions.assertThat(why.message()).contains(saying);
                        });
        return this;
    }

    private List<Placed> placesOf(String workload) {
        return actual.placed().stream()
                .filter(placed -> placed.workload().equals(WorkloadBuilder.idOf(workload)))
                .toList();
    }
}
