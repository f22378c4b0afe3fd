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

import io.headroom.contracts.json.HeadroomJson;

/// The workloads that want GPUs now.
@Singleton
public final class DemandTable {

    private static final String ADD =
            """
            insert into demand (workload, series, milli_gpu)
            select workload, series, "milliGpu" from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as r(workload uuid, series text, "milliGpu" bigint)
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

    record Wanted(UUID workload, String series, long milliGpu) {}

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

    private static SortedMap<String, Double> sums(List<String> rows) {
        SortedMap<String, Double> sums = new TreeMap<>();
        for (String row : rows) {
            try {
                Sum sum = HeadroomJson.tolerant().readValue(row, Sum.class);
                sums.put(sum.series(), sum.milliGpu() / 1000.0);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("the database wrote JSON that cannot be read", e);
            }
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
