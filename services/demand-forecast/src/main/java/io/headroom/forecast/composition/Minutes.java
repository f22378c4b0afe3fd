package io.headroom.forecast.composition;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.forecast.part.Dimension;
import io.headroom.forecast.part.WhoseDemand;
import io.headroom.platform.database.Rows;

/// Reads what is known of the minutes of one series, and of its parts.
@Singleton
final class Minutes {

    /// What the rows of a minute are together; absent where none of them says it. An origin that was given more work than it did, and from which that was
    /// not taken back, did none: so parts add up to their series.
    private static final String SUMS =
            """
            sum(greatest(arrivals, 0)) as arrivals, sum(greatest(work, 0)) as work, sum(running) as running, sum(queued) as queued,
                sum(waiting) as waiting, sum(outlived) as outlived, sum(unasked) as unasked
            """;

    private static final String SERIES =
            """
            select coalesce(s.at, m.at) as at, s.gpus, m.arrivals, m.work, m.running, m.queued, m.waiting, m.outlived, m.unasked
            from (select at, gpus from sample where series = :series and at >= :from and at < :to) s
                full join (select at, %s from measure where series = :series and at >= :from and at < :to group by at) m on m.at = s.at
            """
                    .formatted(SUMS);

    private static final String COMPLETE = "select to_json(up_to) as at from booked";

    /// What is known.
    ///
    /// @param series its minutes, in no order; @param parts the same of each part that was asked for, by name
    /// @param complete up to which minute what runs has been added
    record Read(List<Minute> series, SortedMap<String, List<Minute>> parts, Instant complete) {

        /// What a caller that may see one part alone sees of a whole.
        Read with(Read ofPart) {
            return new Read(series, ofPart.parts, complete);
        }
    }

    /// A minute of a part.
    private record Named(String name, Minute minute) {}

    private record Complete(Instant at) {}

    /// As far as the transaction may see it, in one look: what is written meanwhile is in the series and in its parts, or in neither.
    Uni<Read> read(Mutiny.Session session, MeasuresAsked asked, WhoseDemand whose) {
        SequencedMap<String, String> queries = new LinkedHashMap<>();
        queries.put("series", Rows.lines(SERIES));
        queries.put("complete", Rows.lines(COMPLETE));
        Map<String, Object> parameters =
                new TreeMap<>(
                        Map.of("series", asked.series(), "from", asked.from(), "to", asked.to()));
        whose.dimension()
                .ifPresent(
                        dimension -> {
                            queries.put("parts", Rows.lines(parts(dimension)));
                            parameters.put("name", whose.name());
                        });
        return Rows.together(session, queries, parameters)
                .map(
                        found ->
                                new Read(
                                        Rows.parse(
                                                found.getOrDefault("series", List.of()),
                                                Minute.class),
                                        byName(
                                                Rows.parse(
                                                        found.getOrDefault("parts", List.of()),
                                                        Named.class)),
                                        Rows.parse(
                                                        found.getOrDefault("complete", List.of()),
                                                        Complete.class)
                                                .stream()
                                                .map(Complete::at)
                                                .findFirst()
                                                .orElse(Instant.EPOCH)));
    }

    private static String parts(Dimension dimension) {
        return """
               select %1$s as name, row_to_json(m) as minute from (
                   select %1$s, at, %2$s from measure
                   where series = :series and at >= :from and at < :to and cast(:name as text) in ('*', %1$s) group by %1$s, at) m
               """
                .formatted(dimension.word(), SUMS);
    }

    private static SortedMap<String, List<Minute>> byName(List<Named> rows) {
        SortedMap<String, List<Minute>> parts = new TreeMap<>();
        rows.forEach(
                row -> parts.computeIfAbsent(row.name(), _ -> new ArrayList<>()).add(row.minute()));
        return parts;
    }

    /// Whether anything is known of a series.
    Uni<Boolean> isKnown(Mutiny.Session session, String series) {
        return Rows.text(
                        session,
                        "select series from sample where series = :series limit 1",
                        Map.of("series", series))
                .map(Optional::isPresent);
    }
}
