package io.headroom.forecast.series;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.workload.WorkloadClass;

/// The workloads that want GPUs now.
@Singleton
public final class DemandTable {

    private static final String ADD =
            """
            with told as (
                select * from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                    as r(workload uuid, series text, "milliGpu" bigint, "cpuMillis" bigint, "memoryMib" bigint,
                        tenant text, "workloadClass" text, shape text, "submittedAt" timestamptz, "expectedSeconds" double precision,
                        environment text, service text, "replicaMilliGpu" bigint, "perSecondPerGpu" double precision)),
            -- Each batch counts whole, what was before a tenth less: habits that change show within some ten batches.
            kept as (
                insert into typical (series, milli_gpu, cpu_millis, memory_mib)
                select series, sum("milliGpu"), sum("cpuMillis"), sum("memoryMib") from told group by series
                on conflict (series) do update set
                    milli_gpu = typical.milli_gpu * 0.9 + excluded.milli_gpu,
                    cpu_millis = typical.cpu_millis * 0.9 + excluded.cpu_millis,
                    memory_mib = typical.memory_mib * 0.9 + excluded.memory_mib),
            fading as (
                update asked_by a set milli_gpu = a.milli_gpu * 0.9
                where a.series in (select series from told)
                    and not exists (select 1 from told t where t.series = a.series and t."workloadClass" = a.class)),
            asked as (
                insert into asked_by (series, class, milli_gpu)
                select series, "workloadClass", sum("milliGpu") from told group by series, "workloadClass"
                on conflict (series, class) do update set milli_gpu = asked_by.milli_gpu * 0.9 + excluded.milli_gpu)
            insert into demand (workload, series, milli_gpu, cpu_millis, memory_mib, tenant, class, shape, submitted_at, expected_seconds,
                environment, service, replica_milli_gpu, per_second_per_gpu)
            select workload, series, "milliGpu", "cpuMillis", "memoryMib", tenant, "workloadClass", shape, "submittedAt", "expectedSeconds",
                environment, service, "replicaMilliGpu", "perSecondPerGpu" from told r
            where not exists (select 1 from ended e where e.workload = r.workload)
            on conflict do nothing
            """;

    private static final String RUN =
            """
            update demand d set started_at = r.at
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(workload uuid, at timestamptz)
            where d.workload = r.workload
            """;

    /// How long they ran is remembered as the rest of what is typical: what was before a tenth less.
    private static final String END =
            """
            with over as (
                    select workload, at, "ranSeconds" from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                        as r(workload uuid, at timestamptz, "ranSeconds" double precision)),
                 noted as (insert into ended (workload, at) select workload, at from over on conflict do nothing),
                 ran as (
                    select d.series, avg("ranSeconds") as seconds from over join demand d on d.workload = over.workload
                    where "ranSeconds" is not null group by d.series),
                 learned as (
                    update typical t set running_seconds = coalesce(t.running_seconds * 0.9 + ran.seconds * 0.1, ran.seconds)
                    from ran where t.series = ran.series)
            delete from demand d using over where d.workload = over.workload
            """;

    private static final String NOW =
            """
            select cast(json_build_object('workload', d.workload, 'series', d.series, 'tenant', d.tenant, 'workloadClass', d.class, 'shape', d.shape,
                'milliGpu', d.milli_gpu, 'submittedAt', d.submitted_at,
                'startedAt', d.started_at, 'expectedSeconds', coalesce(d.expected_seconds, t.running_seconds),
                'environment', d.environment, 'service', d.service, 'replicaMilliGpu', d.replica_milli_gpu,
                'perSecondPerGpu', d.per_second_per_gpu) as text)
            from demand d left join typical t on t.series = d.series
            """;

    private static final String HABITS =
            """
            select cast(json_build_object('series', t.series, 'milliGpu', t.milli_gpu, 'cpuMillis', t.cpu_millis,
                'memoryMib', t.memory_mib, 'askedBy', coalesce(
                    (select json_object_agg(a.class, a.milli_gpu) from asked_by a where a.series = t.series and a.milli_gpu > 0), '{}')) as text)
            from typical t
            """;

    /// A workload that is new.
    ///
    /// @param expectedSeconds how long it says that it runs; absent if it does not
    /// @param service its name, which it shares with what serves the same; @param replicaMilliGpu what one of its replicas asks for
    /// @param perSecondPerGpu requests in a second that one GPU should be given; absent where they are not counted
    record Wanted(
            UUID workload,
            String series,
            long milliGpu,
            long cpuMillis,
            long memoryMib,
            String tenant,
            String workloadClass,
            String shape,
            Instant submittedAt,
            @Nullable Double expectedSeconds,
            String environment,
            String service,
            long replicaMilliGpu,
            @Nullable Double perSecondPerGpu) {}

    /// A workload that runs, or that waits again.
    ///
    /// @param at since when it runs; absent while it waits
    record Ran(UUID workload, @Nullable Instant at) {}

    private record Habits(
            String series,
            double milliGpu,
            double cpuMillis,
            double memoryMib,
            SortedMap<WorkloadClass, Double> askedBy) {}

    /// A workload that is over.
    ///
    /// @param ranSeconds absent if it never ran
    record Ended(UUID workload, Instant at, @Nullable Double ranSeconds) {}

    Uni<Void> add(Mutiny.Session session, Collection<Wanted> rows) {
        return write(session, ADD, rows);
    }

    Uni<Void> run(Mutiny.Session session, Collection<Ran> rows) {
        return write(session, RUN, rows);
    }

    Uni<Void> end(Mutiny.Session session, Collection<Ended> rows) {
        return write(session, END, rows);
    }

    private static Uni<Void> write(Mutiny.Session session, String sql, Collection<?> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : session.createNativeQuery(sql)
                        .setParameter("rows", json(rows))
                        .executeUpdate()
                        .replaceWithVoid();
    }

    /// The workloads that want GPUs now.
    public Uni<List<LiveWorkload>> now(Mutiny.Session session) {
        return session.createNativeQuery(NOW, String.class)
                .getResultList()
                .map(rows -> rows.stream().map(row -> read(row, LiveWorkload.class)).toList());
    }

    /// What is known of each series' demand besides its height.
    public Uni<SortedMap<String, DemandHabits>> habits(Mutiny.Session session) {
        return session.createNativeQuery(HABITS, String.class)
                .getResultList()
                .map(
                        rows -> {
                            SortedMap<String, DemandHabits> habits = new TreeMap<>();
                            for (String row : rows) {
                                Habits read = read(row, Habits.class);
                                habits.put(
                                        read.series(),
                                        new DemandHabits(typical(read), shares(read.askedBy())));
                            }
                            return habits;
                        });
    }

    private static Shape typical(Habits habits) {
        double gpus = Math.max(0.001, habits.milliGpu() / Shape.WHOLE);
        return new Shape(
                SeriesKey.of(habits.series()).allowed(),
                1,
                Shape.WHOLE,
                0,
                (int) Math.min(10_000_000, habits.cpuMillis() / gpus),
                (int) Math.min(100_000_000, habits.memoryMib() / gpus));
    }

    private static SortedMap<WorkloadClass, Double> shares(
            SortedMap<WorkloadClass, Double> milliGpus) {
        double all = milliGpus.values().stream().mapToDouble(Double::doubleValue).sum();
        SortedMap<WorkloadClass, Double> shares = new TreeMap<>();
        milliGpus.forEach((each, milli) -> shares.put(each, milli / all));
        return shares;
    }

    private static <T> T read(String row, Class<T> type) {
        try {
            return HeadroomJson.tolerant().readValue(row, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database wrote JSON that cannot be read", e);
        }
    }

    static String json(Object value) {
        try {
            return HeadroomJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + value.getClass(), e);
        }
    }
}
