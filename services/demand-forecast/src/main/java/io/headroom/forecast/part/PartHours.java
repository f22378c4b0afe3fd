package io.headroom.forecast.part;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.platform.database.Rows;

/// What each part of a series wanted, by the minute: a row an hour, since a row a minute would be ten times as large.
@Singleton
public final class PartHours {

    private static final int MINUTES = 60;
    private static final int SECONDS = 3600;

    /// As long as series are remembered; what is older may be forgotten.
    public static final Duration REMEMBERED = Duration.ofDays(15);

    /// Minutes that a row does not name stay as they are.
    private static final String PUT =
            """
            insert into part_hour as p (series, dimension, name, hour, gpus)
            select series, dimension, name, hour, gpus from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as r(series text, dimension text, name text, hour timestamptz, gpus real[])
            on conflict (series, dimension, name, hour) do update set gpus = array(
                select coalesce(u.young, u.old) from unnest(excluded.gpus, p.gpus) with ordinality as u(young, old, i) order by u.i)
            """;

    private static final String TOTALS =
            """
            select series, dimension, name, sum((select sum(g) from unnest(gpus) as g)) as gpus
            from part_hour where hour >= :since group by series, dimension, name
            """;

    private static final String READ =
            """
            select cast(extract(epoch from hour) as bigint) || ' ' || array_to_string(gpus, ',', '0') from part_hour
            where series = :series and dimension = :dimension and name = :name and hour >= :since order by hour
            """;

    private static final String SPAN =
            """
            select name, hour, gpus from part_hour where series = :series and dimension = :dimension and cast(:name as text) in ('*', name)
                and hour >= date_trunc('hour', cast(:from as timestamptz)) and hour < :to
            """;

    private record Row(
            String series,
            String dimension,
            String name,
            Instant hour,
            List<@Nullable Double> gpus) {}

    private record Hour(String name, Instant hour, List<@Nullable Double> gpus) {

        private void putInto(SortedMap<Instant, Double> minutes) {
            for (int i = 0; i < gpus.size(); i++) {
                Double value = gpus.get(i);
                if (value != null) {
                    minutes.put(hour.plus(i, ChronoUnit.MINUTES), value);
                }
            }
        }
    }

    /// One minute of one part.
    public record PartSample(PartKey part, Instant at, double gpus) {}

    /// @param samples of whole minutes; of one minute the last one counts
    public Uni<Integer> put(Mutiny.Session session, Collection<PartSample> samples) {
        SortedMap<PartKey, SortedMap<Instant, @Nullable Double[]>> hours = new TreeMap<>();
        for (PartSample sample : samples) {
            Instant hour = sample.at().truncatedTo(ChronoUnit.HOURS);
            int minute = (int) hour.until(sample.at(), ChronoUnit.MINUTES);
            hours.computeIfAbsent(sample.part(), _ -> new TreeMap<>())
                            .computeIfAbsent(hour, _ -> new @Nullable Double[MINUTES])[minute] =
                    sample.gpus();
        }
        List<Row> rows =
                hours.entrySet().stream()
                        .flatMap(
                                part ->
                                        part.getValue().entrySet().stream()
                                                .map(
                                                        hour ->
                                                                row(
                                                                        part.getKey(),
                                                                        hour.getKey(),
                                                                        hour.getValue())))
                        .toList();
        return Rows.write(session, PUT, rows);
    }

    private static Row row(PartKey part, Instant hour, @Nullable Double[] gpus) {
        return new Row(
                part.series(), part.dimension().word(), part.name(), hour, Arrays.asList(gpus));
    }

    /// GPU-minutes of each part since an instant.
    Uni<SortedMap<PartKey, Double>> totals(Mutiny.Session session, Instant since) {
        return Rows.list(session, TOTALS, Map.of("since", since), JsonNode.class)
                .map(
                        rows -> {
                            SortedMap<PartKey, Double> totals = new TreeMap<>();
                            rows.forEach(
                                    row ->
                                            totals.put(
                                                    new PartKey(
                                                            row.path("series").asText(),
                                                            Dimension.of(
                                                                    row.path("dimension").asText()),
                                                            row.path("name").asText()),
                                                    row.path("gpus").asDouble()));
                            return totals;
                        });
    }

    /// GPUs by minute, of each hour since the epoch: nothing where the part wanted nothing.
    Uni<SortedMap<Long, double[]>> hours(Mutiny.Session session, PartKey part, Instant since) {
        return Rows.texts(
                        session,
                        READ,
                        Map.of(
                                "series", part.series(),
                                "dimension", part.dimension().word(),
                                "name", part.name(),
                                "since", since))
                .map(
                        rows -> {
                            SortedMap<Long, double[]> hours = new TreeMap<>();
                            for (String row : rows) {
                                int space = row.indexOf(' ');
                                double[] gpus =
                                        Arrays.stream(row.substring(space + 1).split(",", -1))
                                                .mapToDouble(Double::parseDouble)
                                                .toArray();
                                hours.put(Long.parseLong(row.substring(0, space)) / SECONDS, gpus);
                            }
                            return hours;
                        });
    }

    /// GPUs by name and minute of the parts of one dimension that wanted any, as far as the transaction may see them.
    ///
    /// @param part named [WhoseDemand#EVERY] for each of its dimension
    public Uni<SortedMap<String, SortedMap<Instant, Double>>> minutes(
            Mutiny.Session session, PartKey part, Instant from, Instant to) {
        return Rows.list(
                        session,
                        SPAN,
                        Map.of(
                                "series", part.series(),
                                "dimension", part.dimension().word(),
                                "name", part.name(),
                                "from", from,
                                "to", to),
                        Hour.class)
                .map(
                        hours -> {
                            SortedMap<String, SortedMap<Instant, Double>> minutes = new TreeMap<>();
                            hours.forEach(
                                    hour ->
                                            hour.putInto(
                                                    minutes.computeIfAbsent(
                                                            hour.name(), _ -> new TreeMap<>())));
                            return minutes;
                        });
    }

    /// Whether it wanted anything in the minutes that are remembered, as far as the transaction may see that.
    public Uni<Boolean> isKnown(Mutiny.Session session, PartKey part) {
        return Rows.text(
                        session,
                        "select name from part_hour where series = :series and dimension = :dimension and name = :name limit 1",
                        Map.of(
                                "series", part.series(),
                                "dimension", part.dimension().word(),
                                "name", part.name()))
                .map(Optional::isPresent);
    }

    /// What nobody will learn from any more.
    Uni<Integer> forget(Mutiny.Session session, Instant before) {
        return Rows.execute(
                session, "delete from part_hour where hour < :before", Map.of("before", before));
    }
}
