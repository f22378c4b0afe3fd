package io.headroom.forecast.accuracy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.engine.forecast.outlook.Accuracy;
import io.headroom.platform.database.Rows;

/// What forecasts were worth, as sums by series and hour: a row an hour, however many forecasts were made in it.
@Singleton
public final class ScoreTable {

    /// Sums of other levels or other steps ahead, as another release kept them, are begun anew.
    private static final String ADD =
            """
            insert into score as s (series, hour, sums)
            select split_part(line, ' ', 1), :hour, cast(split_part(line, ' ', 2) as real[])
            from unnest(string_to_array(:rows, chr(10))) line
            on conflict (series, hour) do update set sums =
                case when cardinality(s.sums) = cardinality(excluded.sums) then array(
                    select u.old + u.young from unnest(s.sums, excluded.sums) with ordinality as u(old, young, i) order by u.i)
                else excluded.sums end
            """;

    /// From one series to the next by the primary key: there may be millions of rows, and there are some thousands of series.
    private static final String SERIES =
            """
            with recursive known(series) as (
                select min(series) from score where series > :after
                union all
                select (select min(s.series) from score s where s.series > k.series) from known k where k.series is not null)
            select series from known where series is not null and starts_with(series, :begin) limit :most
            """;

    private static final String UP_TO =
            "select cast(cast(extract(epoch from up_to) as bigint) as text) from scored";

    private static final String NOTE =
            """
            insert into scored (up_to) values (:upTo) on conflict (one) do update set up_to = excluded.up_to
            """;

    /// What forecasts of a series were worth.
    ///
    /// @param place which of [Ahead#MINUTES]
    /// @param hour of the day (UTC); absent where it is of all of them
    public record Score(String series, int place, Optional<Integer> hour, Accuracy accuracy) {}

    /// @param sums of each series, for each of the steps ahead
    Uni<Integer> add(Mutiny.Session session, Instant hour, SortedMap<String, double[]> sums) {
        String rows =
                sums.entrySet().stream()
                        .map(e -> e.getKey() + " {" + text(e.getValue()) + "}")
                        .collect(Collectors.joining("\n"));
        return sums.isEmpty()
                ? Uni.createFrom().item(0)
                : Rows.execute(session, ADD, Map.of("rows", rows, "hour", hour));
    }

    private static String text(double[] sums) {
        return Arrays.stream(sums)
                .mapToObj(sum -> Float.toString((float) sum))
                .collect(Collectors.joining(","));
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
    }

    /// The series that have scores, by name.
    ///
    /// @param after the last one that is not wanted; @param begin of their names
    public Uni<List<String>> series(Mutiny.Session session, String after, String begin, int most) {
        return Rows.texts(session, SERIES, Map.of("after", after, "begin", begin, "most", most));
    }

    /// What the forecasts of some series were worth, by the steps ahead; and by hours of the day if so asked.
    public Uni<List<Score>> of(
            Mutiny.Session session, Collection<String> series, Instant since, Split split) {
        return series.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Rows.texts(
                                session,
                                split.sql(),
                                Map.of("series", String.join("\n", series), "since", since))
                        .map(rows -> rows.stream().flatMap(row -> read(row).stream()).toList());
    }

    /// Whether hours of the day are told apart.
    public enum Split {
        NONE("-1"),
        HOUR("cast(extract(hour from hour at time zone 'UTC') as int)");

        private final String hour;

        Split(String hour) {
            this.hour = hour;
        }

        private String sql() {
            int all = Ahead.SUMS * Ahead.MINUTES.size();
            String sums =
                    IntStream.rangeClosed(1, all)
                            .mapToObj("sum(sums[%d])"::formatted)
                            .collect(Collectors.joining(","));
            return """
                    select series || ' ' || of_day || ' ' || array_to_string(sums, ',') from (
                        select series, %s as of_day, array[%s] as sums from score
                        where series = any (string_to_array(:series, chr(10))) and hour >= :since and cardinality(sums) = %d
                        group by 1, 2) s order by series, of_day
                    """
                    .formatted(hour, sums, all);
        }
    }

    private static List<Score> read(String row) {
        String[] words = row.split(" ", 3);
        int hour = Integer.parseInt(words[1]);
        double[] all = numbers(words[2]);
        List<Score> scores = new ArrayList<>();
        for (int place = 0; place < Ahead.MINUTES.size(); place++) {
            int from = place * Ahead.SUMS;
            double[] sums = Arrays.copyOfRange(all, from, from + Ahead.SUMS);
            scores.add(
                    new Score(
                            words[0],
                            place,
                            hour < 0 ? Optional.empty() : Optional.of(hour),
                            Accuracy.of(Ahead.LEVELS, sums)));
        }
        return scores;
    }

    /// The last minute that was scored.
    Uni<Optional<Instant>> upTo(Mutiny.Session session) {
        return Rows.text(session, UP_TO, Map.of())
                .map(found -> found.map(s -> Instant.ofEpochSecond(Long.parseLong(s))));
    }

    Uni<Integer> upTo(Mutiny.Session session, Instant minute) {
        return Rows.execute(session, NOTE, Map.of("upTo", minute));
    }
}
