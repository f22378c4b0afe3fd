package io.headroom.forecast.series;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.platform.database.Rows;

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

    /// From one series to the next by the primary key: the table has thousands of rows of each.
    private static final String KNOWN =
            """
            with recursive known(series) as (
                select min(series) from sample where series > :after
                union all
                select (select min(s.series) from sample s where s.series > k.series) from known k where k.series is not null)
            """;

    private static final String SERIES =
            KNOWN + "select series from known where series is not null";

    private static final String LISTED =
            KNOWN
                    + """
            select k.series, f.at as "from", t.at as "to" from known k,
                lateral (select s.at from sample s where s.series = k.series and s.at >= :since order by s.at limit 1) f,
                lateral (select s.at from sample s where s.series = k.series order by s.at desc limit 1) t
            where k.series is not null limit :most
            """;

    /// A row a series: epoch minutes and GPUs.
    private static final String READ =
            """
            select series || ' ' || string_agg(cast(extract(epoch from at) as bigint) / 60 || ':' || gpus, ' ' order by at) from sample
            where series = any (string_to_array(:series, chr(10))) and at >= :since and at <= :now group by series
            """;

    /// Imports take turns: what has a later number is also seen later.
    private static final String IMPORTED =
            """
            with next as (update imports set version = version + 1 returning version)
            insert into imported (series, version)
            select s, version from next, unnest(string_to_array(:series, chr(10))) s
            on conflict (series) do update set version = excluded.version
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

    /// An import has changed the past of these series.
    Uni<Integer> imported(Mutiny.Session session, Collection<String> series) {
        return series.isEmpty()
                ? Uni.createFrom().item(0)
                : Rows.execute(session, IMPORTED, Map.of("series", String.join("\n", series)));
    }

    /// What has been imported.
    ///
    /// @param version of the last import; @param series whose past has changed since the version that was asked for
    record Imports(long version, List<String> series) {}

    Uni<Imports> imports(Mutiny.Session session, long after) {
        return Rows.text(session, "select cast(version as text) from imports", Map.of())
                .chain(
                        version ->
                                Rows.texts(
                                                session,
                                                "select series from imported where version > :after order by series",
                                                Map.of("after", after))
                                        .map(
                                                series ->
                                                        new Imports(
                                                                version.map(Long::parseLong)
                                                                        .orElse(0L),
                                                                series)));
    }

    /// The series of which anything is known, by name.
    Uni<List<String>> series(Mutiny.Session session) {
        return Rows.texts(session, SERIES, Map.of("after", ""));
    }

    /// A series, and from when to when it is known.
    record Known(String series, Instant from, Instant to) {}

    /// Those that are known since an instant, by name.
    ///
    /// @param after the last one that is not wanted
    Uni<List<Known>> known(Mutiny.Session session, String after, Instant since, int most) {
        return Rows.list(
                session, LISTED, Map.of("after", after, "since", since, "most", most), Known.class);
    }

    /// Some series since an instant; minutes that are not there are gaps. What a clock that went wrong has written of the future is not read.
    Uni<SortedMap<String, DemandHistory>> of(
            Mutiny.Session session, Collection<String> series, Instant since, Instant now) {
        return Rows.texts(
                        session,
                        READ,
                        Map.of("series", String.join("\n", series), "since", since, "now", now))
                .map(
                        rows -> {
                            SortedMap<String, DemandHistory> histories = new TreeMap<>();
                            for (String row : rows) {
                                DemandHistory history = history(row);
                                histories.put(history.series(), history);
                            }
                            return histories;
                        });
    }

    private static DemandHistory history(String row) {
        String[] words = row.split(" ", -1);
        long first = minute(words[1]);
        double[] values = new double[(int) (minute(words[words.length - 1]) - first + 1)];
        Arrays.fill(values, Double.NaN);
        for (int i = 1; i < words.length; i++) {
            values[(int) (minute(words[i]) - first)] =
                    Double.parseDouble(words[i].substring(words[i].indexOf(':') + 1));
        }
        return new DemandHistory(words[0], Instant.ofEpochSecond(first * 60), STEP, values);
    }

    private static long minute(String word) {
        return Long.parseLong(word, 0, word.indexOf(':'), 10);
    }

    /// The minute that an instant lies in.
    public static Instant minute(Instant at) {
        return at.truncatedTo(ChronoUnit.MINUTES);
    }
}
