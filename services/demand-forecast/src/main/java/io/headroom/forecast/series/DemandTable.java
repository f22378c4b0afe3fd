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

import io.headroom.contracts.capacity.Shape;
import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.contracts.json.HeadroomJson;

/// The workloads that want GPUs now.
@Singleton
public final class DemandTable {

    private static final String ADD =
            """
            with told as (
                select * from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                    as r(workload uuid, series text, "milliGpu" bigint, "cpuMillis" bigint, "memoryMib" bigint)),
            -- Each batch counts whole, what was before a tenth less: habits that change show within some ten batches.
            kept as (
                insert into typical (series, milli_gpu, cpu_millis, memory_mib)
                select series, sum("milliGpu"), sum("cpuMillis"), sum("memoryMib") from told group by series
                on conflict (series) do update set
                    milli_gpu = typical.milli_gpu * 0.9 + excluded.milli_gpu,
                    cpu_millis = typical.cpu_millis * 0.9 + excluded.cpu_millis,
                    memory_mib = typical.memory_mib * 0.9 + excluded.memory_mib)
            insert into demand (workload, series, milli_gpu, cpu_millis, memory_mib)
            select workload, series, "milliGpu", "cpuMillis", "memoryMib" from told r
            where not exists (select 1 from ended e where e.workload = r.workload)
            on conflict do nothing
            """;

    private static final String END =
            """
            with over as (select workload, at from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(workload uuid, at timestamptz)),
                 noted as (insert into ended (workload, at) select workload, at from over on conflict do nothing)
            delete from demand d using over where d.workload = over.workload
            """;

    private static final String NOW =
            """
            select cast(json_build_object('series', series, 'milliGpu', sum(milli_gpu)) as text)
            from demand group by series
            """;

    private static final String TYPICAL =
            """
            select cast(json_build_object('series', series, 'milliGpu', milli_gpu, 'cpuMillis', cpu_millis,
                'memoryMib', memory_mib) as text)
            from typical
            """;

    record Wanted(UUID workload, String series, long milliGpu, long cpuMillis, long memoryMib) {}

    private record Typical(String series, double milliGpu, double cpuMillis, double memoryMib) {}

    record Ended(UUID workload, Instant at) {}

    private record Sum(String series, long milliGpu) {}

    Uni<Void> add(Mutiny.Session session, Collection<Wanted> rows) {
        return write(session, ADD, rows);
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

    /// GPUs wanted now, by series; a series that nothing wants is not there.
    public Uni<SortedMap<String, Double>> now(Mutiny.Session session) {
        return session.createNativeQuery(NOW, String.class).getResultList().map(DemandTable::sums);
    }

    /// What a GPU of each series needs besides, on average of late.
    public Uni<SortedMap<String, Shape>> typical(Mutiny.Session session) {
        return session.createNativeQuery(TYPICAL, String.class)
                .getResultList()
                .map(
                        rows -> {
                            SortedMap<String, Shape> shapes = new TreeMap<>();
                            for (String row : rows) {
                                Typical typical = read(row, Typical.class);
                                shapes.put(typical.series(), shape(typical));
                            }
                            return shapes;
                        });
    }

    private static Shape shape(Typical typical) {
        double gpus = Math.max(0.001, typical.milliGpu() / Shape.WHOLE);
        return new Shape(
                SeriesKey.of(typical.series()).allowed(),
                1,
                Shape.WHOLE,
                0,
                (int) Math.min(10_000_000, typical.cpuMillis() / gpus),
                (int) Math.min(100_000_000, typical.memoryMib() / gpus));
    }

    private static <T> T read(String row, Class<T> type) {
        try {
            return HeadroomJson.tolerant().readValue(row, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database wrote JSON that cannot be read", e);
        }
    }

    private static SortedMap<String, Double> sums(List<String> rows) {
        SortedMap<String, Double> sums = new TreeMap<>();
        for (String row : rows) {
            Sum sum = read(row, Sum.class);
            sums.put(sum.series(), sum.milliGpu() / 1000.0);
        }
        return sums;
    }

    static String json(Object value) {
        try {
            return HeadroomJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + value.getClass(), e);
        }
    }
}
