package io.headroom.forecast.accuracy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.platform.database.Rows;

/// What was said of the minutes that have yet to come. Rows are lines of text, since a thousand of them as JSON take five times as long.
@Singleton
public final class SaidTable {

    /// Of one minute the first forecast counts: a second one knows part of what it foresees.
    private static final String NOTE =
            """
            insert into said (first_minute, series, gpus)
            select to_timestamp(cast(split_part(line, ' ', 1) as bigint)), split_part(line, ' ', 2), cast(split_part(line, ' ', 3) as real[])
            from unnest(string_to_array(:rows, chr(10))) line
            on conflict do nothing
            """;

    /// From each forecast that has something to say of a minute that much of it.
    private static final String OF =
            """
            select s.series || ' ' || a.place || ' ' || array_to_string(s.gpus[a.place * :levels + 1 : (a.place + 1) * :levels], ',')
            from (select place - 1 as place, cast(ahead as int) as ahead
                  from unnest(string_to_array(:aheads, ',')) with ordinality as u(ahead, place)) a
            join said s on s.first_minute = cast(:minute as timestamptz) - (a.ahead - 1) * interval '1 minute'
            """;

    /// What was said of one minute.
    ///
    /// @param place which of [Ahead#MINUTES] before it
    /// @param quantiles GPUs, for each of the levels
    record Said(String series, int place, List<Double> quantiles) {}

    /// Keeps what scaling may rely on; what is not usable claims nothing, and what is announced of a series that is not foreseen is no forecast.
    public Uni<Integer> note(Mutiny.Session session, List<DemandForecast> forecasts) {
        List<String> rows = new ArrayList<>();
        for (DemandForecast forecast : forecasts) {
            if (forecast.usable() && forecast.usableIn() == null) {
                values(forecast)
                        .ifPresent(
                                values ->
                                        rows.add(
                                                forecast.from().getEpochSecond()
                                                        + " "
                                                        + forecast.series()
                                                        + " {"
                                                        + values
                                                        + "}"));
            }
        }
        return rows.isEmpty()
                ? Uni.createFrom().item(0)
                : Rows.execute(session, NOTE, Map.of("rows", String.join("\n", rows)));
    }

    private static Optional<String> values(DemandForecast forecast) {
        StringBuilder values = new StringBuilder();
        for (int ahead : Ahead.MINUTES) {
            for (double level : Ahead.LEVELS) {
                List<Double> path = forecast.quantiles().get(Double.toString(level));
                if (path == null || path.size() < ahead) {
                    return Optional.empty();
                }
                values.append(values.isEmpty() ? "" : ",").append(path.get(ahead - 1).floatValue());
            }
        }
        return Optional.of(values.toString());
    }

    Uni<List<Said>> of(Mutiny.Session session, Instant minute) {
        String aheads = String.join(",", Ahead.MINUTES.stream().map(String::valueOf).toList());
        return Rows.list(
                session,
                OF,
                Map.of("minute", minute, "levels", Ahead.LEVELS.size(), "aheads", aheads),
                SaidTable::read);
    }

    private static Said read(String row) {
        String[] words = row.split(" ", 3);
        List<Double> quantiles =
                Arrays.stream(words[2].split(",", -1)).map(Double::valueOf).toList();
        return new Said(words[0], Integer.parseInt(words[1]), quantiles);
    }

    Uni<Integer> forget(Mutiny.Session session, Instant before) {
        return Rows.execute(
                session, "delete from said where first_minute < :before", Map.of("before", before));
    }
}
