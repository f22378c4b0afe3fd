package io.headroom.placement.foreseen;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.platform.database.Rows;

/// The last word on each series.
@Singleton
public final class ForecastTable {

    /// The query for all of them, each as one line.
    public static final String ALL = "select body as line from forecast_view order by series";

    private static final String PUT =
            """
            insert into forecast_view as f (series, version, body)
            select series, version, body
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(series text, version bigint, body text)
            on conflict (series) do update set version = excluded.version, body = excluded.body
            where f.version < excluded.version
            """;

    private static final String MEDIAN = "0.5";

    private record Row(String series, long version, String body) {
        static Row of(DemandForecast forecast) {
            return new Row(
                    forecast.series().toString(),
                    forecast.version(),
                    Rows.json(medianOf(forecast)));
        }
    }

    /// Nothing else of it is packed for.
    private static DemandForecast medianOf(DemandForecast forecast) {
        SortedMap<String, List<Double>> median = new TreeMap<>();
        median.put(MEDIAN, forecast.quantiles().getOrDefault(MEDIAN, List.of()));
        return new DemandForecast(
                forecast.series(),
                forecast.version(),
                forecast.from(),
                forecast.step(),
                median,
                forecast.model(),
                forecast.usable(),
                forecast.why(),
                forecast.typical(),
                forecast.usableIn(),
                forecast.classShares());
    }

    /// @param newest one of each series
    Uni<Integer> put(Mutiny.Session session, Collection<DemandForecast> newest) {
        return Rows.write(session, PUT, newest.stream().map(Row::of).toList());
    }
}
