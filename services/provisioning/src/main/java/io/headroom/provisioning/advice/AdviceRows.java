package io.headroom.provisioning.advice;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.platform.database.Rows;
import io.headroom.provisioning.scaling.ScalingSettings;

/// The rows of advice.
@Singleton
public final class AdviceRows {

    /// Real: long enough to look into what a fast clock did.
    private static final Duration KEEP_REAL = Duration.ofHours(2);

    private static final String PUT =
            """
            insert into advice as a (id, pool, step, at, ended_at, gpus, price_per_hour, waiting_gpu_hours, body)
            select cast(id as uuid), pool, step, at, ended, gpus, price, waiting, body
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(id text, pool text, step text, at timestamptz,
                ended timestamptz, gpus integer, price bigint, waiting double precision, body text)
            on conflict (id) do update set ended_at = excluded.ended_at, waiting_gpu_hours = excluded.waiting_gpu_hours,
                body = excluded.body
            """;

    private static final String HOURS =
            "extract(epoch from greatest(coalesce(ended_at, cast(:now as timestamptz)) - at, interval '0')) / 3600";

    /// Whoever acts or is taken back before anything waited says nothing about the advice.
    private static final String IN_VAIN =
            "step = 'buy' and ended_at is not null and waiting_gpu_hours = 0"
                    + " and cast(body as json) -> 'endedWhy' ->> 'code' <> 'pool-change'";

    private static final String TOTALS =
            "select pool, min(at) as since, count(*) filter (where step = 'buy') as bought,"
                    + " count(*) filter (where step = 'buy' and ended_at is null) as nodes,"
                    + " coalesce(sum(gpus) filter (where step = 'buy' and ended_at is null), 0) as gpus,"
                    + " cast(coalesce(sum(price_per_hour) filter (where step = 'buy' and ended_at is null), 0) as bigint) as \"perHour\","
                    + " cast(round(coalesce(sum(price_per_hour * "
                    + HOURS
                    + ") filter (where step = 'buy'), 0)) as bigint) as cost,"
                    + " sum(waiting_gpu_hours) as waiting,"
                    // What an earlier release wrote was worth as much as online inference.
                    + " sum(coalesce(cast(cast(body as json) ->> 'waitingWorth' as double precision),"
                    + " waiting_gpu_hours * cast(:dearest as double precision))) as worth,"
                    + " cast(round(coalesce(sum(price_per_hour * "
                    + HOURS
                    + ") filter (where step = 'release'), 0)) as bigint) as spared,"
                    + " count(*) filter (where step = 'buy' and waiting_gpu_hours > 0) as needed,"
                    + " count(*) filter (where "
                    + IN_VAIN
                    + ") as \"inVain\","
                    + " cast(round(coalesce(sum(price_per_hour * "
                    + HOURS
                    + ") filter (where "
                    + IN_VAIN
                    + "), 0)) as bigint) as \"costInVain\","
                    + " count(*) filter (where step = 'release') as returned,"
                    + " count(*) filter (where step = 'release' and ended_at < at + interval '1 hour'"
                    + " and cast(body as json) -> 'endedWhy' ->> 'what' = '"
                    + Advised.OF_USE_AGAIN
                    + "') as regretted"
                    + " from advice where pool = any (string_to_array(:pools, ',')) group by pool";

    private record Sums(
            String pool,
            Instant since,
            int bought,
            int nodes,
            int gpus,
            long perHour,
            long cost,
            double waiting,
            double worth,
            long spared,
            int needed,
            int inVain,
            long costInVain,
            int returned,
            int regretted) {}

    private record Numbered(long seq, String body) {}

    /// Advice by its place in the order in which it was given.
    record Kept(long seq, Advised advised) {}

    private final ScalingSettings settings;
    private final VirtualClock clock;

    @Inject
    AdviceRows(ScalingSettings settings, VirtualClock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /// Those that have not ended.
    Uni<List<Advised>> open(Mutiny.Session session) {
        return Rows.texts(
                        session,
                        "select body from advice where ended_at is null order by seq",
                        Map.of())
                .map(bodies -> bodies.stream().map(b -> Rows.read(b, Advised.class)).toList());
    }

    Uni<Void> put(Mutiny.Session session, Collection<Advised> some) {
        if (some.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Advised one : some) {
            Map<String, Object> row = new HashMap<>();
            row.put("id", one.id().toString());
            row.put("pool", one.pool());
            row.put("step", one.step().name().toLowerCase(Locale.ROOT));
            row.put("at", one.at());
            row.put("gpus", one.node().node().gpus());
            row.put("price", one.node().pricePerHour().micros());
            row.put("waiting", one.waitingGpuHours());
            row.put("body", Rows.json(one));
            Instant ended = one.endedAt();
            if (ended != null) {
                row.put("ended", ended);
            }
            rows.add(row);
        }
        return Rows.execute(session, PUT, Map.of("rows", Rows.json(rows))).replaceWithVoid();
    }

    /// What ended longer ago than advice is kept.
    Uni<Void> forgetOld(Mutiny.Session session, Instant now) {
        Instant before = now.minus(clock.atLeastReal(settings.keepAdvice(), KEEP_REAL));
        return Rows.execute(
                        session,
                        "delete from advice where ended_at < :before",
                        Map.of("before", before))
                .replaceWithVoid();
    }

    /// A piece of a pool's advice, the newest first.
    ///
    /// @param before only what was given earlier; 0 for the newest
    Uni<List<Kept>> page(Mutiny.Session session, String pool, long before, int most) {
        return Rows.list(
                        session,
                        "select seq, body from advice where pool = :pool and (cast(:before as bigint) = 0 or seq < :before)"
                                + " order by seq desc limit :most",
                        Map.of("pool", pool, "before", before, "most", most),
                        Numbered.class)
                .map(
                        rows ->
                                rows.stream()
                                        .map(
                                                r ->
                                                        new Kept(
                                                                r.seq(),
                                                                Rows.read(r.body(), Advised.class)))
                                        .toList());
    }

    /// What the advice of these pools comes to; those that have none are left out.
    public Uni<Map<String, AdviceTotals>> totals(
            Mutiny.Session session, List<String> pools, Instant now) {
        if (pools.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return Rows.list(
                        session,
                        TOTALS,
                        Map.of(
                                "pools",
                                String.join(",", pools),
                                "now",
                                now,
                                "dearest",
                                settings.waitingCostPerGpuHour()),
                        Sums.class)
                .map(
                        sums -> {
                            Map<String, AdviceTotals> byPool = new HashMap<>();
                            sums.forEach(s -> byPool.put(s.pool(), told(s)));
                            return byPool;
                        });
    }

    private AdviceTotals told(Sums sums) {
        return new AdviceTotals(
                sums.since(),
                sums.bought(),
                sums.nodes(),
                sums.gpus(),
                new Money(sums.perHour()),
                new Money(sums.cost()),
                sums.waiting(),
                new Money((long) (sums.worth() * 1e6)),
                new Money(sums.spared()),
                sums.needed(),
                sums.inVain(),
                new Money(sums.costInVain()),
                sums.returned(),
                sums.regretted());
    }
}
