package io.headroom.forecast.part;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.engine.forecast.outlook.Announcement;
import io.headroom.engine.forecast.outlook.Outlook;
import io.headroom.forecast.signal.Signal;
import io.headroom.forecast.signal.SignalTable;

/// What is foreseen of one part of a series.
public record PartForecast(PartKey part, DemandForecast forecast) {

    /// The quantiles that people ask for: each costs as much to store as the median.
    static final List<Double> LEVELS = List.of(0.1, 0.5, 0.9, 0.95);

    /// To a ten-thousandth of a GPU.
    private static final double DIGITS = 1e4;

    /// Announced demand has no tenant, class or shape: it is the rest's.
    static PartForecast of(PartKey part, Outlook outlook, List<Signal> signals, Instant now) {
        DemandForecast all = Announcement.of(outlook, now.getEpochSecond());
        SortedMap<String, List<Double>> kept = new TreeMap<>();
        for (double level : LEVELS) {
            List<Double> path = all.quantiles().get(Double.toString(level));
            if (path != null) {
                kept.put(
                        Double.toString(level),
                        path.stream().map(v -> Math.round(v * DIGITS) / DIGITS).toList());
            }
        }
        DemandForecast said =
                new DemandForecast(
                        all.series(),
                        all.version(),
                        all.from(),
                        all.step(),
                        kept,
                        all.model(),
                        all.usable(),
                        all.why());
        return new PartForecast(
                part, part.name().equals(PartKey.REST) ? SignalTable.with(said, signals) : said);
    }

    /// A rest of nothing is not worth a line.
    boolean isAnything() {
        return !part.name().equals(PartKey.REST)
                || forecast.quantiles().values().stream()
                        .anyMatch(path -> path.stream().anyMatch(v -> v > 0));
    }
}
