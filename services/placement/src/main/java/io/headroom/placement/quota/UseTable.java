package io.headroom.placement.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.engine.fairness.PastUse;
import io.headroom.engine.fairness.UseMeasure;
import io.headroom.platform.database.Rows;

/// What each tenant itself has held of GPUs, by the hour.
@Singleton
public final class UseTable {

    private static final String ADD =
            """
            insert into gpu_use (tenant, hour, gpu_hours, dollars)
            select tenant, hour, "gpuHours", dollars from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as r(tenant text, hour timestamptz, "gpuHours" double precision, dollars double precision)
            on conflict (tenant, hour) do update
                set gpu_hours = gpu_use.gpu_hours + excluded.gpu_hours, dollars = gpu_use.dollars + excluded.dollars
            """;

    private static final String UNTIL =
            """
            insert into gpu_use_counted (until) values (:until)
            on conflict (one) do update set until = excluded.until
            """;

    /// Older use counts less, in each tree by its own half-life; what is eight of the longest old does not count at all.
    private static final String PAST =
            """
            select cast(json_build_object('tenant', u.tenant, 'gpuHours', sum(u.gpu_hours * left_of.it), 'dollars', sum(u.dollars * left_of.it),
                'at', cast(:at as text)) as text)
            from gpu_use u
            left join jsonb_to_recordset(cast(cast(:own as text) as jsonb)) as own(tenant text, seconds double precision) on own.tenant = u.tenant
            cross join lateral (select power(0.5, extract(epoch from cast(:now as timestamptz) - u.hour)
                / coalesce(own.seconds, cast(:usual as double precision))) as it) left_of
            where u.hour > cast(:since as timestamptz) and u.hour <= cast(:now as timestamptz) group by u.tenant
            """;

    private static final String SINCE =
            """
            select cast(json_build_object('tenant', tenant, 'gpuHours', sum(gpu_hours), 'dollars', sum(dollars), 'at', cast(:at as text)) as text)
            from gpu_use where hour >= cast(:since as timestamptz) group by tenant
            """;

    private static final String HELD =
            """
            with priced as materialized (
                select id, cast(body ->> 'pricePerHour' as double precision) / greatest(cast(body -> 'template' ->> 'gpus' as integer), 1) as per_gpu
                from (select id, cast(body as json) as body from node_view where state not in ('TERMINATED', 'FAILED')) alive),
            held as (
                select w.tenant, r.node_id, json_array_length(cast(r.devices as json)) * r.milli_gpu / 1000.0 as gpus
                from replica r join workload w on w.id = r.workload_id
                where upper(r.state) not in ('SUCCEEDED', 'FAILED', 'STOPPED', 'LOST')
                and w.state not in ('SUCCEEDED', 'FAILED', 'CANCELLED'))
            select cast(json_build_object('tenant', h.tenant, 'gpus', sum(h.gpus), 'dollarsPerHour', sum(h.gpus * coalesce(p.per_gpu, 0))) as text)
            from held h left join priced p on p.id = h.node_id group by h.tenant
            """;

    private static final int FORGOTTEN = 8;

    /// What a tenant's replicas hold at a time, and what an hour of it costs.
    record Held(String tenant, double gpus, double dollarsPerHour) {}

    record Row(String tenant, Instant hour, double gpuHours, double dollars) {}

    private record HalfLife(String tenant, double seconds) {}

    Uni<List<Held>> held(Mutiny.Session session) {
        return session.createNativeQuery(HELD, String.class)
                .getResultList()
                .map(rows -> Rows.parse(rows, Held.class));
    }

    /// Counts what tenants held from one instant to another, each hour its part.
    Uni<Void> count(Mutiny.Session session, List<Held> held, Instant from, Instant to) {
        List<Row> rows = new ArrayList<>();
        for (Instant at = from; at.isBefore(to); ) {
            Instant hour = at.truncatedTo(ChronoUnit.HOURS);
            Instant next = hour.plus(Duration.ofHours(1));
            Instant until = next.isBefore(to) ? next : to;
            double hours = Duration.between(at, until).toMillis() / 3_600_000.0;
            held.forEach(
                    h ->
                            rows.add(
                                    new Row(
                                            h.tenant,
                                            hour,
                                            h.gpus * hours,
                                            h.dollarsPerHour * hours)));
            at = until;
        }
        return Rows.write(session, ADD, rows)
                .chain(
                        () ->
                                session.createNativeQuery(UNTIL)
                                        .setParameter("until", to)
                                        .executeUpdate())
                .replaceWithVoid();
    }

    /// Until when use has been counted; the given instant where nothing ever was.
    Uni<Instant> countedUntil(Mutiny.Session session, Instant otherwise) {
        return session.createNativeQuery("select until from gpu_use_counted", Instant.class)
                .getSingleResultOrNull()
                .map(until -> until == null ? otherwise : until);
    }

    /// What each tenant itself has used lately.
    ///
    /// @param own how it counts for those of whom it is known; for others it counts as usual
    public Uni<List<PastUse>> past(
            Mutiny.Session session, UseMeasure usual, Map<String, UseMeasure> own, Instant now) {
        List<HalfLife> halfLives =
                own.entrySet().stream()
                        .map(e -> new HalfLife(e.getKey(), e.getValue().halfLife().toSeconds()))
                        .toList();
        Duration longest =
                Stream.concat(Stream.of(usual), own.values().stream())
                        .map(UseMeasure::halfLife)
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
        return session.createNativeQuery(PAST, String.class)
                .setParameter("now", now)
                .setParameter("at", now.toString())
                .setParameter("usual", (double) usual.halfLife().toSeconds())
                .setParameter("own", Rows.json(halfLives))
                .setParameter("since", now.minus(longest.multipliedBy(FORGOTTEN)))
                .getResultList()
                .map(rows -> Rows.parse(rows, PastUse.class));
    }

    /// Use that counts whole, by tenant, since the beginning of a period.
    public Uni<Map<String, Double>> since(Mutiny.Session session, Instant from, Instant now) {
        return session.createNativeQuery(SINCE, String.class)
                .setParameter("at", now.toString())
                .setParameter("since", from)
                .getResultList()
                .map(
                        rows -> {
                            Map<String, Double> byTenant = new LinkedHashMap<>();
                            Rows.parse(rows, PastUse.class)
                                    .forEach(use -> byTenant.put(use.tenant(), use.gpuHours()));
                            return byTenant;
                        });
    }
}
