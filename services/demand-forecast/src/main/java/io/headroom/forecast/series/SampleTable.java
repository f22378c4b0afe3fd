package io.headroom.forecast.series;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.engine.forecast.demand.DemandHistory;

/// What was wanted in each minute.
@Singleton
public final class SampleTable {

    public static final Duration STEP = Duration.ofMinutes(1);

    private static final String PUT =
            """
            insert into sample (series, at, gpus)
            select series, at, gpus from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as r(series text, at timestamptz, gpus double precision)
            on conflict (series, at) do update set gpus = excluded.gpus where sample.gpus <> excluded.gpus
            """;

    /// Epoch minutes, so that a row is two numbers.
    private static final String READ =
            """
            select series || ' ' || cast(extract(epoch from at) as bigint) / 60 || ' ' || gpus from sample
            where at >= :since and at <= :now order by series, at
            """;

    /// One minute of one series.
    public record Sample(String series, Instant at, double gpus) {}

    public Uni<Integer> put(Mutiny.Session session, Collection<Sample> samples) {
        return samples.isEmpty()
                ? Uni.createFrom().item(0)
                : session.createNativeQuery(PUT)
                        .setParameter("rows", DemandTable.json(samples))
                        .executeUpdate();
    }

    /// The series since an instant; minutes that are not there are gaps. What a clock that went wrong has written of the future is not read.
    public Uni<SortedMap<String, DemandHistory>> since(
            Mutiny.Session session, Instant since, Instant now) {
        return session.createNativeQuery(READ, String.class)
                .setParameter("since", since)
                .setParameter("now", now)
                .getResultList()
                .map(SampleTable::histories);
    }

    private static SortedMap<String, DemandHistory> histories(List<String> rows) {
        SortedMap<String, SortedMap<Long, Double>> minutes = new TreeMap<>();
        for (String row : rows) {
            int last = row.lastIndexOf(' ');
            int first = row.lastIndexOf(' ', last - 1);
            minutes.computeIfAbsent(row.substring(0, first), _ -> new TreeMap<>())
                    .put(
                            Long.parseLong(row.substring(first + 1, last)),
                            Double.parseDouble(row.substring(last + 1)));
        }
        SortedMap<String, DemandHistory> histories = new TreeMap<>();
        minutes.forEach((series, values) -> histories.put(series, history(series, values)));
        return histories;
    }

    private static DemandHistory history(String series, SortedMap<Long, Double> minutes) {
        long first = minutes.firstKey();
        double[] values = new double[(int) (minutes.lastKey() - first + 1)];
        Arrays.fill(values, Double.NaN);
        minutes.forEach((minute, gpus) -> values[(int) (minute - first)] = gpus);
        return new DemandHistory(series, Instant.ofEpochSecond(first * 60), STEP, values);
    }

    /// The minute that an instant lies in.
    public static Instant minute(Instant at) {
        return at.truncatedTo(ChronoUnit.MINUTES);
    }
}
