package io.headroom.placement.binding;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.engine.budget.BudgetPeriod;
import io.headroom.engine.budget.Span;
import io.headroom.engine.fairness.FairnessPolicy;
import io.headroom.engine.fairness.PastUse;
import io.headroom.placement.lane.LaneTable;
import io.headroom.placement.node.NodeTable;
import io.headroom.placement.preemption.PreemptionTable;
import io.headroom.placement.quota.QuotaSpec;
import io.headroom.placement.quota.QuotaTable;
import io.headroom.placement.quota.UseTable;
import io.headroom.placement.sql.Declared;
import io.headroom.placement.sql.OneWriter;
import io.headroom.placement.tenant.TenantTable;
import io.headroom.placement.workload.WorkloadTable;

/// Reads all that a turn of the loop decides from, in one transaction.
@Singleton
final class SnapshotLoader {

    /// At half of it twice the sums for shares that are a little newer.
    private static final Duration SUMMED_EVERY = Duration.ofMinutes(1);

    private final WorkloadTable workloads;
    private final NodeTable nodes;
    private final ReplicaTable replicas;
    private final LaneTable lanes;
    private final ShortfallTable shortfalls;
    private final TenantTable tenants;
    private final QuotaTable quotas;
    private final UseTable use;
    private final PreemptionTable preemptions;
    private final InstantSource clock;
    private volatile Past past = new Past(Instant.EPOCH, List.of());

    @Inject
    SnapshotLoader(
            WorkloadTable workloads,
            NodeTable nodes,
            ReplicaTable replicas,
            LaneTable lanes,
            ShortfallTable shortfalls,
            TenantTable tenants,
            QuotaTable quotas,
            UseTable use,
            PreemptionTable preemptions,
            InstantSource clock) {
        this.workloads = workloads;
        this.nodes = nodes;
        this.replicas = replicas;
        this.lanes = lanes;
        this.shortfalls = shortfalls;
        this.tenants = tenants;
        this.quotas = quotas;
        this.use = use;
        this.preemptions = preemptions;
        this.clock = clock;
    }

    /// The number of writers is read first: what changes while the rest is read makes the picture count as old.
    Uni<FleetSnapshot> load(Mutiny.Session session) {
        Instant now = clock.instant();
        FleetSnapshot.Builder found = new FleetSnapshot.Builder();
        return each(session, OneWriter::finished, found::writers)
                .chain(() -> each(session, workloads::live, found::workloads))
                .chain(() -> each(session, nodes::alive, found::nodes))
                .chain(() -> each(session, replicas::all, found::replicas))
                .chain(() -> each(session, lanes::all, found::lanes))
                .chain(() -> each(session, shortfalls::all, found::said))
                .chain(() -> each(session, tenants::all, found::tenants))
                .chain(() -> each(session, preemptions::all, found::preemptions))
                .chain(() -> each(session, preemptions::evicted, found::evicted))
                .chain(() -> each(session, s -> past(s, now), found::past))
                .chain(() -> quotas.all(session))
                .chain(declared -> used(session, declared, now, found))
                .replaceWith(found::build);
    }

    private static <T> Uni<Void> each(
            Mutiny.Session session, Function<Mutiny.Session, Uni<T>> read, Consumer<T> take) {
        return read.apply(session).invoke(take).replaceWithVoid();
    }

    private record Past(Instant at, List<PastUse> use) {}

    /// Fades by itself, and is summed up anew only now and then: the sum is over many rows.
    private Uni<List<PastUse>> past(Mutiny.Session session, Instant now) {
        Past known = past;
        return known.at.plus(SUMMED_EVERY).isAfter(now)
                ? Uni.createFrom().item(known.use)
                : use.past(session, now, FairnessPolicy.USUAL.halfLife())
                        .invoke(found -> past = new Past(now, found));
    }

    /// Quotas whose period is now; one after the other, since they are few and begin at different times.
    private Uni<Void> used(
            Mutiny.Session session,
            List<Declared<QuotaSpec>> declared,
            Instant now,
            FleetSnapshot.Builder found) {
        List<QuotaNow> quotasNow = new ArrayList<>();
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Declared<QuotaSpec> quota : declared) {
            Optional<Span> span =
                    BudgetPeriod.of(quota.spec().period()).at(now).stream().findFirst();
            if (span.isPresent()) {
                all =
                        all.chain(() -> use.since(session, span.get().from(), now))
                                .invoke(
                                        byTenant ->
                                                quotasNow.add(
                                                        new QuotaNow(quota, span.get(), byTenant)))
                                .replaceWithVoid();
            }
        }
        return all.invoke(() -> found.quotas(quotasNow));
    }

    /// A quota in its present period.
    ///
    /// @param gpuHours used since it began, by tenant
    record QuotaNow(Declared<QuotaSpec> quota, Span period, Map<String, Double> gpuHours) {
        QuotaNow {
            gpuHours = new LinkedHashMap<>(gpuHours);
        }
    }
}
