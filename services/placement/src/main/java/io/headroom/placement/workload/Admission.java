package io.headroom.placement.workload;

import java.time.InstantSource;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.placement.lane.LaneTable;
import io.headroom.placement.pool.PoolViews;
import io.headroom.placement.pool.RefusingBudgets;
import io.headroom.placement.tenant.TenantTable;
import io.headroom.platform.rest.Problem;

/// Refuses what can never run here, before it is stored. What is asked is kept in memory: nothing
/// but the workload itself is written for a submission.
@Singleton
class Admission {

    private final TenantTable tenants;
    private final LaneTable lanes;
    private final PoolViews pools;
    private final RefusingBudgets budgets;
    private final InstantSource clock;

    @Inject
    Admission(
            TenantTable tenants,
            LaneTable lanes,
            PoolViews pools,
            RefusingBudgets budgets,
            InstantSource clock) {
        this.tenants = tenants;
        this.lanes = lanes;
        this.pools = pools;
        this.budgets = budgets;
        this.clock = clock;
    }

    Uni<Void> check(Mutiny.Session session, WorkloadSpec spec) {
        return tenants.find(session, spec.tenant())
                .invoke(
                        tenant -> {
                            if (tenant.isEmpty()) {
                                throw Problem.invalid(
                                        "tenant", "there is no tenant " + spec.tenant());
                            }
                            if (!tenant.get().allows(spec.environment())) {
                                throw Problem.invalid(
                                        "environment",
                                        "tenant "
                                                + spec.tenant()
                                                + " has no environment "
                                                + spec.environment());
                            }
                        })
                .chain(() -> lanes.find(session, spec.lane()))
                .invoke(
                        lane -> {
                            if (lane.isEmpty()) {
                                throw Problem.invalid("lane", "there is no lane " + spec.lane());
                            }
                            if (!lane.get()
                                    .spec()
                                    .admits(
                                            spec.tenant(),
                                            spec.environment(),
                                            spec.workloadClass())) {
                                throw Problem.unprocessable(
                                        "lane",
                                        "lane "
                                                + spec.lane()
                                                + " does not take this class, tenant or environment");
                            }
                        })
                .chain(() -> pools.all(session))
                .invoke(
                        known ->
                                known.whyNever(spec)
                                        .ifPresent(
                                                never -> {
                                                    throw Problem.unprocessable(
                                                            never.field(), never.message());
                                                }))
                .chain(() -> budgets.refusing(session, spec, clock.instant()))
                .invoke(
                        refusing ->
                                refusing.ifPresent(
                                        budget -> {
                                            throw Problem.conflicting(
                                                            "budget "
                                                                    + budget
                                                                    + " takes no new work until its"
                                                                    + " period ends")
                                                    .with("budget", budget)
                                                    .build();
                                        }))
                .replaceWithVoid();
    }
}
