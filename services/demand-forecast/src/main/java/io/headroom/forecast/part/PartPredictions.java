package io.headroom.forecast.part;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.platform.database.Rows;

/// What was predicted of parts, and what then was true: of every quarter of an hour, since there are many of them.
@Singleton
public final class PartPredictions {

    private static final Duration EVERY = Duration.ofMinutes(15);

    /// Minutes ahead that are scored.
    private static final List<Integer> SCORED = List.of(5, 30);

    /// Enough to see what forecasts are worth now; ten times as long would be of other models.
    private static final Duration KEPT = Duration.ofDays(30);

    private static final String NOTE =
            """
            insert into part_prediction (series, dimension, name, target, ahead, median, p90, naive)
            select series, dimension, name, target, ahead, median, p90, naive
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as r(series text, dimension text, name text, target timestamptz, ahead int, median double precision,
                    p90 double precision, naive double precision)
            on conflict do nothing
            """;

    /// Only of the minute that has just come: what was to come while nobody looked stays unknown.
    private static final String SCORE =
            """
            update part_prediction p set truth = coalesce((
                select w.gpus from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                    as w(series text, dimension text, name text, gpus double precision)
                where w.series = p.series and w.dimension = p.dimension and w.name = p.name), 0)
            where p.truth is null and p.target = :minute
            """;

    private static final String ACCURACY =
            """
            select series, dimension, name, ahead, count(*) as scored,
                sum(abs(median - truth)) / nullif(sum(truth), 0) as "errorRatio",
                sum(abs(median - truth)) / nullif(sum(abs(naive - truth)), 0) as "relativeToNaive",
                avg(case when truth <= p90 then 1.0 else 0.0 end) as coverage90
            from part_prediction where truth is not null
            group by series, dimension, name, ahead order by series, dimension, name, ahead
            """;

    private static final String COVERAGE =
            """
            select split_part(series, '/', 1) as lane, avg(case when truth <= p90 then 1.0 else 0.0 end) as coverage90
            from part_prediction where truth is not null group by 1
            """;

    private record Row(
            String series,
            String dimension,
            String name,
            Instant target,
            int ahead,
            double median,
            double p90,
            double naive) {}

    private record Truth(String series, String dimension, String name, double gpus) {}

    /// What the forecasts of a part were worth.
    public record Scored(
            String series,
            String dimension,
            String name,
            int ahead,
            long scored,
            @Nullable Double errorRatio,
            @Nullable Double relativeToNaive,
            double coverage90) {

        public PartKey part() {
            return new PartKey(series, Dimension.of(dimension), name);
        }
    }

    /// @param wanted by each part in this minute
    Uni<Void> note(
            Mutiny.Session session,
            List<PartForecast> said,
            SortedMap<PartKey, Double> wanted,
            Instant minute) {
        boolean isDue = minute.getEpochSecond() % EVERY.toSeconds() == 0;
        List<Row> rows = new ArrayList<>();
        for (PartForecast each : isDue ? said : List.<PartForecast>of()) {
            SCORED.forEach(ahead -> rows.add(row(each, ahead, wanted)));
        }
        return Rows.write(session, NOTE, rows)
                .chain(() -> isDue ? forget(session, minute.minus(KEPT)) : Uni.createFrom().item(0))
                .replaceWithVoid();
    }

    private static Row row(PartForecast each, int ahead, SortedMap<PartKey, Double> wanted) {
        PartKey part = each.part();
        DemandForecast forecast = each.forecast();
        return new Row(
                part.series(),
                part.dimension().word(),
                part.name(),
                forecast.from().plus(forecast.step().multipliedBy(ahead - 1L)),
                ahead,
                at(forecast, "0.5", ahead),
                at(forecast, "0.9", ahead),
                wanted.getOrDefault(part, 0.0));
    }

    private static double at(DemandForecast forecast, String level, int ahead) {
        return forecast.quantiles().getOrDefault(level, List.of()).stream()
                .skip(ahead - 1L)
                .findFirst()
                .orElse(0.0);
    }

    private static Uni<Integer> forget(Mutiny.Session session, Instant before) {
        return Rows.execute(
                session,
                "delete from part_prediction where target < :before",
                Map.of("before", before));
    }

    /// The truth of a minute has come.
    Uni<Integer> score(Mutiny.Session session, SortedMap<PartKey, Double> wanted, Instant minute) {
        Stream<Truth> truths =
                wanted.entrySet().stream()
                        .map(
                                e ->
                                        new Truth(
                                                e.getKey().series(),
                                                e.getKey().dimension().word(),
                                                e.getKey().name(),
                                                e.getValue()));
        return Rows.execute(
                session, SCORE, Map.of("rows", Rows.json(truths.toList()), "minute", minute));
    }

    /// Of those that the transaction may see.
    public Uni<List<Scored>> accuracy(Mutiny.Session session) {
        return Rows.list(session, ACCURACY, Map.of(), Scored.class);
    }

    /// How often the truth did not exceed the 90 % quantile, over all parts of a lane.
    Uni<SortedMap<String, Double>> coverage(Mutiny.Session session) {
        return Rows.list(session, COVERAGE, Map.of(), JsonNode.class)
                .map(
                        rows -> {
                            SortedMap<String, Double> lanes = new TreeMap<>();
                            rows.forEach(
                                    row ->
                                            lanes.put(
                                                    row.path("lane").asText(),
                                                    row.path("coverage90").asDouble()));
                            return lanes;
                        });
    }
}
