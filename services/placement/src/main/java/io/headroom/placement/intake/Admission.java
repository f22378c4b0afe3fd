package io.headroom.placement.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.budget.BudgetThresholdReached;
import io.headroom.contracts.capacity.LaneSpec;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.placement.lane.LaneTable;
import io.headroom.placement.pool.PoolViews;
import io.headroom.placement.pool.RefusingBudgets;
import io.headroom.placement.secret.SecretTable;
import io.headroom.placement.sql.Declared;
import io.headroom.placement.tenant.TenantTable;
import io.headroom.platform.database.Rows;
import io.headroom.platform.rest.FieldError;
import io.headroom.platform.rest.Problem;

/// Refuses what can never run here, before it is stored.
@Singleton
class Admission {

    private final TenantTable tenants;
    private final LaneTable lanes;
    private final PoolViews pools;
    private final SecretTable secrets;
    private final SequencedMap<String, String> queries = new LinkedHashMap<>();

    @Inject
    Admission(TenantTable tenants, LaneTable lanes, PoolViews pools, SecretTable secrets) {
        this.tenants = tenants;
        this.lanes = lanes;
        this.pools = pools;
        this.secrets = secrets;
        queries.put("tenant", tenants.lines("tenants"));
        queries.put("lane", lanes.lines("lanes"));
        queries.put("refusing", RefusingBudgets.ALL);
    }

    /// What is declared, as far as some workloads ask for it.
    record Rules(
            Map<String, TenantTable.Known> tenants,
            Map<String, Declared<LaneSpec>> lanes,
            PoolViews.Known pools,
            List<BudgetThresholdReached> refusing,
            Set<String> secrets) {

        /// Returns if the workload may wait here; else a problem says which field is wrong and why.
        void check(WorkloadSpec spec, Instant now) {
            List<FieldError> wrong = new ArrayList<>();
            checkTenant(spec, wrong);
            Declared<LaneSpec> lane = lanes.get(spec.lane());
            if (lane == null) {
                wrong.add(new FieldError("lane", "there is no lane " + spec.lane()));
            }
            checkSecrets(spec, wrong);
            if (lane == null || !wrong.isEmpty()) {
                throw Problem.invalid(wrong);
            }
            checkDeadline(spec, now);
            checkLane(spec, lane);
            pools.whyNever(spec)
                    .ifPresent(
                            never -> {
                                throw Problem.unprocessable(never.field(), never.message());
                            });
            RefusingBudgets.refusing(refusing, spec, now)
                    .ifPresent(
                            budget -> {
                                throw Problem.conflict(
                                        "budget",
                                        budget + " takes no new work until its period ends");
                            });
        }

        private void checkTenant(WorkloadSpec spec, List<FieldError> wrong) {
            TenantTable.Known tenant = tenants.get(spec.tenant());
            if (tenant == null) {
                wrong.add(new FieldError("tenant", "there is no tenant " + spec.tenant()));
            } else if (!tenant.allows(spec.environment())) {
                wrong.add(
                        new FieldError(
                                "environment",
                                "tenant "
                                        + spec.tenant()
                                        + " has no environment "
                                        + spec.environment()));
            }
        }

        private void checkSecrets(WorkloadSpec spec, List<FieldError> wrong) {
            List<String> names = spec.run().secretNames();
            for (int i = 0; i < names.size(); i++) {
                if (!secrets.contains(secret(spec, names.get(i)))) {
                    wrong.add(
                            new FieldError(
                                    "run.secrets[" + i + "]",
                                    "tenant "
                                            + spec.tenant()
                                            + " has no secret "
                                            + names.get(i)
                                            + " in "
                                            + spec.environment()));
                }
            }
        }

        /// Later nothing is refused for it: a deadline that is missed is no reason not to do the work.
        private static void checkDeadline(WorkloadSpec spec, Instant now) {
            Instant deadline = spec.deadline();
            Duration runs = spec.expectedDuration();
            if (deadline != null && !deadline.isAfter(now)) {
                throw Problem.unprocessable("deadline", "has passed: it is " + now + " now");
            }
            if (deadline != null && runs != null && now.plus(runs).isAfter(deadline)) {
                throw Problem.unprocessable(
                        "deadline",
                        "is sooner than the expectedDuration of "
                                + runs
                                + " from now, even if it started at once");
            }
        }

        private static void checkLane(WorkloadSpec spec, Declared<LaneSpec> lane) {
            if (!lane.spec().admits(spec.tenant(), spec.environment(), spec.workloadClass())) {
                throw Problem.unprocessable(
                        "lane",
                        "lane " + spec.lane() + " does not take this class, tenant or environment");
            }
            if (spec.shape().mig() != null
                    && lane.spec().sharing() == LaneSpec.Sharing.EXCLUSIVE_GPU) {
                throw Problem.unprocessable(
                        "gpu.mig", "GPUs of lane " + spec.lane() + " are not shared");
            }
        }
    }

    /// With one statement, for it stands before every acceptance.
    Uni<Rules> rules(Mutiny.Session session, Collection<WorkloadSpec> specs) {
        Map<String, String> names =
                Map.of(
                        "tenants", names(specs, WorkloadSpec::tenant),
                        "lanes", names(specs, WorkloadSpec::lane));
        List<String> asked =
                specs.stream()
                        .flatMap(
                                spec -> spec.run().secretNames().stream().map(n -> secret(spec, n)))
                        .distinct()
                        .toList();
        return Rows.together(session, queries, names)
                .chain(
                        lines ->
                                pools.all(session)
                                        .chain(
                                                known ->
                                                        secrets.known(session, asked)
                                                                .map(
                                                                        there ->
                                                                                rules(
                                                                                        lines,
                                                                                        known,
                                                                                        there))));
    }

    private static String secret(WorkloadSpec spec, String name) {
        return spec.tenant() + "/" + spec.environment() + "/" + name;
    }

    private Rules rules(
            Map<String, List<String>> lines, PoolViews.Known known, List<String> there) {
        Map<String, Declared<LaneSpec>> declared =
                lines.getOrDefault("lane", List.of()).stream()
                        .map(lanes::read)
                        .collect(Collectors.toMap(Declared::name, lane -> lane));
        List<BudgetThresholdReached> refusing =
                Rows.parse(lines.getOrDefault("refusing", List.of()), BudgetThresholdReached.class);
        return new Rules(
                tenants.known(lines.getOrDefault("tenant", List.of())),
                declared,
                known,
                refusing,
                Set.copyOf(there));
    }

    private static String names(
            Collection<WorkloadSpec> specs, Function<WorkloadSpec, String> name) {
        return specs.stream().map(name).distinct().collect(Collectors.joining(","));
    }
}
