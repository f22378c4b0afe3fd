package io.headroom.placement.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.engine.fairness.PastUse;
import io.headroom.placement.sql.Rows;

/// What each tenant itself has held of GPUs, by the hour.
@Singleton
public final class UseTable {

    private static final String ADD =
            """
            insert into gpu_use (tenant, hour, gpu_hours)
            select tenant, hour, "gpuHours" from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as r(tenant text, hour timestamptz, "gpuHours" double precision)
            on conflict (tenant, hour) do update set gpu_hours = gpu_use.gpu_hours + excluded.gpu_hours
            """;

    private static final String UNTIL =
            """
            insert into gpu_use_counted (until) values (:until)
            on conflict (one) do update set until = excluded.until
            """;

    /// Older use counts less; what is eight half-lives old does not count at all.
    private static final String PAST =
            """
            select cast(json_build_object('tenant', tenant, 'gpuHours',
                sum(gpu_hours * power(0.5, extract(epoch from cast(:now as timestamptz) - hour) / cast(:halfLife as double precision))), 'at', cast(:at as text)) as text)
            from gpu_use where hour > cast(:since as timestamptz) and hour <= cast(:now as timestamptz) group by tenant
            """;

    private static final String SINCE =
            """
            select cast(json_build_object('tenant', tenant, 'gpuHours', sum(gpu_hours), 'at', cast(:at as text)) as text)
            from gpu_use where hour >= cast(:since as timestamptz) group by tenant
            """;

    private static final String HELD =
            """
            select cast(json_build_object('tenant', w.tenant,
                'gpus', sum(json_array_length(cast(r.devices as json)) * r.milli_gpu) / 1000.0) as text)
            from replica r join workload w on w.id = r.workload_id
            where upper(r.state) not in ('SUCCEEDED', 'FAILED', 'STOPPED', 'LOST')
            and w.state not in ('SUCCEEDED', 'FAILED', 'CANCELLED') group by w.tenant
            """;

    private static final int FORGOTTEN = 8;

    private record Held(String tenant, double gpus) {}

    record Row(String tenant, Instant hour, double gpuHours) {}

    /// GPUs that each tenant's replicas hold now.
    Uni<Map<String, Double>> held(Mutiny.Session session) {
        return session.createNativeQuery(HELD, String.class)
                .getResultList()
                .map(
                        rows ->
                                Rows.parse(rows, Held.class).stream()
                                        .collect(Collectors.toMap(Held::tenant, Held::gpus)));
    }

    /// Counts what tenants held from one instant to another, each hour its part.
    Uni<Void> count(
            Mutiny.Session session, Map<String, Double> gpusByTenant, Instant from, Instant to) {
        List<Row> rows = new ArrayList<>();
        for (Instant at = from; at.isBefore(to); ) {
            Instant hour = at.truncatedTo(ChronoUnit.HOURS);
            Instant next = hour.plus(Duration.ofHours(1));
            Instant until = next.isBefore(to) ? next : to;
            double hours = Duration.between(at, until).toMillis() / 3_600_000.0;
            gpusByTenant.forEach((tenant, gpus) -> rows.add(new Row(tenant, hour, gpus * hours)));
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

    public Uni<List<PastUse>> past(Mutiny.Session session, Instant now, Duration halfLife) {
        return session.createNativeQuery(PAST, String.class)
                .setParameter("now", now)
                .setParameter("at", now.toString())
                .setParameter("halfLife", (double) halfLife.toSeconds())
                .setParameter("since", now.minus(halfLife.multipliedBy(FORGOTTEN)))
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
