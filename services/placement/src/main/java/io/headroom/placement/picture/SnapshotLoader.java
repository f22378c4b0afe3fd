package io.headroom.placement.picture;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.tenant.QuotaSpec;
import io.headroom.engine.budget.period.BudgetPeriod;
import io.headroom.engine.budget.period.Span;
import io.headroom.engine.fairness.FairnessPolicy;
import io.headroom.engine.fairness.PastUse;
import io.headroom.engine.fairness.UseMeasure;
import io.headroom.engine.placement.emptying.Emptying;
import io.headroom.engine.placement.emptying.ToEmpty;
import io.headroom.engine.placement.preemption.Preemption;
import io.headroom.placement.emptying.EmptyingSettings;
import io.headroom.placement.emptying.EmptyingTable;
import io.headroom.placement.foreseen.ForecastTable;
import io.headroom.placement.lane.LaneTable;
import io.headroom.placement.preemption.PreemptionTable;
import io.headroom.placement.quota.QuotaTable;
import io.headroom.placement.quota.UseTable;
import io.headroom.placement.sql.Declared;
import io.headroom.placement.sql.OneWriter;
import io.headroom.placement.tenant.Fairness;
import io.headroom.placement.tenant.TenantTable;
import io.headroom.platform.database.Horizon;
import io.headroom.platform.database.KnownRows;
import io.headroom.platform.database.Rows;

/// Reads all that a turn of the loop decides from, in one transaction.
@Singleton
public final class SnapshotLoader {

    /// At half of it twice the sums for shares that are a little newer.
    private static final Duration SUMMED_EVERY = Duration.ofMinutes(1);

    private final LiveFleet live;
    private final LaneTable lanes;
    private final TenantTable tenants;
    private final Fairness fairness;
    private final QuotaTable quotas;
    private final UseTable use;
    private final KnownRows<DemandForecast> forecasts =
            new KnownRows<>(line -> Rows.read(line, DemandForecast.class));
    private final SequencedMap<String, String> queries = new LinkedHashMap<>();
    private final EmptyingSettings emptying;
    private final InstantSource clock;
    private volatile long loadedNanos;
    private volatile Past past = new Past(Instant.EPOCH, Map.of(), List.of());

    @Inject
    SnapshotLoader(
            LiveFleet live,
            LaneTable lanes,
            TenantTable tenants,
            Fairness fairness,
            QuotaTable quotas,
            UseTable use,
            EmptyingSettings emptying,
            InstantSource clock) {
        this.live = live;
        this.lanes = lanes;
        this.tenants = tenants;
        this.fairness = fairness;
        this.quotas = quotas;
        this.use = use;
        this.emptying = emptying;
        this.clock = clock;
        queries.put("writers", OneWriter.FINISHED);
        queries.put("horizon", Horizon.LINE);
        queries.put("lane", lanes.lines());
        queries.put("tenant", tenants.lines());
        queries.put("quota", quotas.lines());
        queries.put("said", ShortfallTable.ALL);
        queries.put("preemption", PreemptionTable.ALL);
        queries.put("evicted", PreemptionTable.EVICTED);
        queries.put("forecast", ForecastTable.ALL);
        queries.put("emptying-asked", EmptyingTable.ASKED);
        queries.put("emptying", EmptyingTable.UNDER_WAY);
        queries.put("moved-off", EmptyingTable.MOVED);
    }

    /// The number of writers is read first: what changes while the rest is read makes the picture count as old.
    public Uni<FleetSnapshot> load(Mutiny.Session session) {
        Instant now = clock.instant();
        long asked = System.nanoTime();
        FleetSnapshot.Builder found = new FleetSnapshot.Builder();
        return Rows.together(session, queries, Map.of())
                .chain(
                        lines -> {
                            FairnessPolicy policy =
                                    fairness.among(read(lines, "tenant", tenants::read));
                            found.fairness(policy);
                            take(lines, found);
                            found.emptying(toEmpty(lines, now));
                            return live.read(session, new Horizon(only(lines, "horizon")))
                                    .invoke(
                                            () ->
                                                    found.live(
                                                            live.workloads(),
                                                            live.nodes(),
                                                            live.replicas()))
                                    .chain(() -> past(session, policy, now))
                                    .invoke(found::past)
                                    .chain(
                                            () ->
                                                    used(
                                                            session,
                                                            read(lines, "quota", quotas::read),
                                                            now,
                                                            found));
                        })
                .replaceWith(found::build)
                .invoke(() -> loadedNanos = asked);
    }

    /// How old, in seconds, what is in memory is; not a number as long as nothing is.
    public double behindSeconds() {
        long loaded = loadedNanos;
        return loaded == 0 ? Double.NaN : (System.nanoTime() - loaded) / 1e9;
    }

    private void take(Map<String, List<String>> lines, FleetSnapshot.Builder found) {
        found.writers(Long.parseLong(only(lines, "writers")));
        found.lanes(read(lines, "lane", lanes::read));
        found.said(read(lines, "said", line -> Rows.read(line, ShortfallTable.Last.class)));
        found.preemptions(read(lines, "preemption", line -> Rows.read(line, Preemption.class)));
        found.evicted(
                read(lines, "evicted", line -> Rows.read(line, PreemptionTable.Evicted.class)));
        found.forecasts(forecasts.read(lines.getOrDefault("forecast", List.of())));
    }

    private ToEmpty toEmpty(Map<String, List<String>> lines, Instant now) {
        Instant lately = now.minus(emptying.moveAgainAfter());
        return new ToEmpty(
                read(lines, "emptying-asked", line -> Rows.read(line, ToEmpty.Asked.class)),
                read(lines, "emptying", line -> Rows.read(line, Emptying.class)),
                read(lines, "moved-off", line -> Rows.read(line, EmptyingTable.Moved.class))
                        .stream()
                        .filter(moved -> moved.at().isAfter(lately))
                        .map(EmptyingTable.Moved::workload)
                        .toList());
    }

    private static <T> List<T> read(
            Map<String, List<String>> lines, String name, Function<String, T> read) {
        return lines.getOrDefault(name, List.of()).stream().map(read).toList();
    }

    private static String only(Map<String, List<String>> lines, String name) {
        return lines.getOrDefault(name, List.of()).getFirst();
    }

    private record Past(Instant at, Map<String, UseMeasure> counted, List<PastUse> use) {}

    /// Fades by itself, and is summed up anew only now and then: the sum is over many rows.
    private Uni<List<PastUse>> past(Mutiny.Session session, FairnessPolicy policy, Instant now) {
        Past known = past;
        Map<String, UseMeasure> uses = policy.uses();
        return known.at.plus(SUMMED_EVERY).isAfter(now) && known.counted.equals(uses)
                ? Uni.createFrom().item(known.use)
                : use.past(session, policy.use(), uses, now)
                        .invoke(found -> past = new Past(now, uses, found));
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
    public record QuotaNow(Declared<QuotaSpec> quota, Span period, Map<String, Double> gpuHours) {
        public QuotaNow {
            gpuHours = new LinkedHashMap<>(gpuHours);
        }
    }
}
