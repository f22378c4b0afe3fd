package io.headroom.placement.picture;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.headroom.contracts.workload.Workload;
import io.headroom.engine.fairness.QuotaUse;
import io.headroom.engine.fairness.TenantTree;
import io.headroom.placement.picture.SnapshotLoader.QuotaNow;

/// How far each quota is used up: by what was used in its period, and by what runs now and is thought to go on.
final class UsedQuotas {

    private final FleetSnapshot snapshot;
    private final Instant now;

    private UsedQuotas(FleetSnapshot snapshot, Instant now) {
        this.snapshot = snapshot;
        this.now = now;
    }

    static List<QuotaUse> of(FleetSnapshot snapshot, Instant now) {
        return new UsedQuotas(snapshot, now).all();
    }

    private List<QuotaUse> all() {
        return snapshot.quotas().stream().map(this::quota).toList();
    }

    private QuotaUse quota(QuotaNow quota) {
        String tenant = quota.quota().spec().tenant();
        Set<String> counted = TenantTree.family(tenant, snapshot.fairness().tenants().tenants());
        double used =
                quota.gpuHours().entrySet().stream()
                        .filter(entry -> counted.contains(entry.getKey()))
                        .mapToDouble(Map.Entry::getValue)
                        .sum();
        double committed =
                snapshot.replicas().stream()
                        .filter(r -> !r.isOver())
                        .mapToDouble(r -> committed(r, counted, quota.period().to()))
                        .sum();
        return new QuotaUse(
                quota.quota().name(),
                tenant,
                quota.quota().spec().hours(),
                used,
                committed,
                quota.period().to());
    }

    /// GPU-hours that the replica is thought to use until then; nothing where nobody knows how long it runs.
    private double committed(BoundReplica replica, Set<String> counted, Instant until) {
        Workload workload = snapshot.workloads().get(replica.workload());
        Duration expected = workload == null ? null : workload.spec().expectedDuration();
        if (workload == null || expected == null || !counted.contains(workload.spec().tenant())) {
            return 0;
        }
        Instant from = workload.startedAt() == null ? now : workload.startedAt();
        Instant end = from.plus(expected);
        Duration left = Duration.between(now, end.isBefore(until) ? end : until);
        return Math.max(0, left.toMillis())
                / 3_600_000.0
                * replica.devices().size()
                * replica.milliGpu()
                / 1000;
    }
}
