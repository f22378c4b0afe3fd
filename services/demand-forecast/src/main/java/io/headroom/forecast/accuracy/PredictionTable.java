package io.headroom.forecast.accuracy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.engine.forecast.demand.DemandHistory;

/// What was predicted of each moment, and what then was true.
@Singleton
public final class PredictionTable {

    /// Steps ahead that are scored: the next minutes, and as far as a node's lead time reaches.
    private static final List<Integer> SCORED = List.of(1, 5, 15, 30);

    private static final String NOTE =
            """
            insert into prediction (series, target, ahead, median, p90, naive, model)
            select series, target, ahead, median, p90, naive, model from jsonb_to_recordset(cast(cast(:rows as text) as jsonb))
                as r(series text, target timestamptz, ahead int, median double precision, p90 double precision,
                    naive double precision, model text)
            on conflict do nothing
            """;

    private static final String SCORE =
            """
            update prediction p set truth = coalesce(
                (select cast(w.value as double precision) from jsonb_each_text(cast(cast(:wanted as text) as jsonb)) w where w.key = p.series), 0)
            where p.truth is null and p.target = :minute
            """;

    private static final String ACCURACY =
            """
            select cast(json_build_object('series', series, 'ahead', ahead, 'scored', count(*),
                'errorRatio', sum(abs(median - truth)) / nullif(sum(truth), 0),
                'relativeToNaive', sum(abs(median - truth)) / nullif(sum(abs(naive - truth)), 0),
                'coverage90', avg(case when truth <= p90 then 1.0 else 0.0 end)) as text)
            from prediction where truth is not null group by series, ahead order by series, ahead
            """;

    private record Row(
            String series,
            Instant target,
            int ahead,
            double median,
            double p90,
            double naive,
            String model) {}

    /// What the forecasts of a series were worth.
    ///
    /// @param ahead steps (minutes) between the forecast and the truth
    /// @param errorRatio absolute errors of the median over the demand; absent where there was none
    /// @param relativeToNaive its absolute errors over those of "as now"; below 1 is better
    /// @param coverage90 how often the truth did not exceed the 90 % quantile; 0.9 is right
    public record Accuracy(
            String series,
            int ahead,
            long scored,
            @org.jspecify.annotations.Nullable Double errorRatio,
            @org.jspecify.annotations.Nullable Double relativeToNaive,
            double coverage90) {}

    /// What is announced of a series that is not foreseen is no forecast, and is not scored.
    public Uni<Integer> note(
            Mutiny.Session session,
            List<DemandForecast> said,
            SortedMap<String, DemandHistory> histories) {
        List<Row> rows = new ArrayList<>();
        for (DemandForecast forecast : said) {
            DemandHistory history = histories.get(forecast.series().toString());
            List<Double> median = forecast.quantiles().get("0.5");
            List<Double> p90 = forecast.quantiles().get("0.9");
            boolean isForeseen = forecast.usableIn() == null;
            if (isForeseen
                    && history != null
                    && history.size() > 0
                    && median != null
                    && p90 != null) {
                double naive = history.value(history.size() - 1);
                for (int ahead : SCORED) {
                    rows.add(
                            new Row(
                                    forecast.series().toString(),
                                    forecast.from().plus(forecast.step().multipliedBy(ahead - 1L)),
                                    ahead,
                                    median.get(ahead - 1),
                                    p90.get(ahead - 1),
                                    Double.isNaN(naive) ? 0 : naive,
                                    forecast.model()));
                }
            }
        }
        return rows.isEmpty()
                ? Uni.createFrom().item(0)
                : session.createNativeQuery(NOTE).setParameter("rows", json(rows)).executeUpdate();
    }

    /// The truth of a minute has come.
    public Uni<Integer> score(
            Mutiny.Session session, SortedMap<String, Double> wanted, Instant minute) {
        return session.createNativeQuery(SCORE)
                .setParameter("wanted", json(wanted))
                .setParameter("minute", minute)
                .executeUpdate();
    }

    public Uni<List<Accuracy>> accuracy(Mutiny.Session session) {
        return session.createNativeQuery(ACCURACY, String.class)
                .getResultList()
                .map(rows -> rows.stream().map(PredictionTable::read).toList());
    }

    private static Accuracy read(String row) {
        try {
            return HeadroomJson.tolerant().readValue(row, Accuracy.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database wrote JSON that cannot be read", e);
        }
    }

    private static String json(Object value) {
        try {
            return HeadroomJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + value.getClass(), e);
        }
    }
}
