package io.headroom.forecast.outlook;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.forecast.ModelTrial;
import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.forecast.outlook.SeriesForecasts.Facts;
import io.headroom.forecast.outlook.SeriesForecasts.Foreseen;
import io.headroom.forecast.series.DemandHabits;
import io.headroom.forecast.signal.Signal;

/// Turns of the loop without clock and database: what one has said, the next is told.
final class Turns {

    static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final int MINUTES = 180;

    final SortedMap<String, DemandHabits> habits = new TreeMap<>();
    final SortedMap<String, Long> versions = new TreeMap<>();
    final SortedMap<String, List<ModelTrial>> tried = new TreeMap<>();
    private Learning learning = new Learning();
    private SeriesForecasts forecasts = new SeriesForecasts(learning);

    Foreseen turn(Instant now, List<Signal> signals, DemandHistory... histories) {
        SortedMap<String, DemandHistory> past = new TreeMap<>();
        Stream.of(histories).forEach(history -> past.put(history.series(), history));
        Foreseen foreseen =
                forecasts.foresee(
                        new Facts(past, habits, signals, versions, new TreeMap<>(tried), now));
        foreseen.series().forEach(series -> versions.put(series, foreseen.version()));
        versions.keySet().removeAll(foreseen.over());
        tried.putAll(foreseen.tried());
        return foreseen;
    }

    /// Another process leads: it has learned nothing.
    void restart() {
        stop();
        learning = new Learning();
        forecasts = new SeriesForecasts(learning);
    }

    void stop() {
        learning.stop();
    }

    boolean hasSeenNothing() {
        return forecasts.sizes().isEmpty();
    }

    /// Three hours that are alike.
    static DemandHistory ending(Instant end, String series, double gpus) {
        double[] values = new double[MINUTES];
        Arrays.fill(values, gpus);
        return new DemandHistory(
                series, end.minus(Duration.ofMinutes(MINUTES)), Duration.ofMinutes(1), values);
    }

    static DemandForecast one(Foreseen turn, String series) {
        return turn.said(turn.series()).stream()
                .filter(f -> f.series().toString().equals(series))
                .findFirst()
                .orElseThrow();
    }

    static List<Double> median(DemandForecast forecast) {
        return forecast.quantiles().getOrDefault("0.5", List.of());
    }
}
