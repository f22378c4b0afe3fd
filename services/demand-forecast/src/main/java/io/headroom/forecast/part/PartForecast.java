package io.headroom.forecast.part;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.engine.forecast.outlook.Announcement;
import io.headroom.engine.forecast.outlook.Outlook;

/// What is foreseen of one part of a series.
public record PartForecast(PartKey part, DemandForecast forecast) {

    /// The quantiles that people ask for: each costs as much to store as the median.
    static final List<Double> LEVELS = List.of(0.1, 0.5, 0.9, 0.95);

    /// To a ten-thousandth of a GPU.
    private static final double DIGITS = 1e4;

    static PartForecast of(PartKey part, Outlook outlook, long version) {
        DemandForecast all = Announcement.of(outlook, version);
        SortedMap<String, List<Double>> kept = new TreeMap<>();
        for (double level : LEVELS) {
            List<Double> path = all.quantiles().get(Double.toString(level));
            if (path != null) {
                kept.put(
                        Double.toString(level),
                        path.stream().map(v -> Math.round(v * DIGITS) / DIGITS).toList());
            }
        }
        return new PartForecast(
                part,
                new DemandForecast(
                        all.series(),
                        all.version(),
                        all.from(),
                        all.step(),
                        kept,
                        all.model(),
                        all.usable(),
                        all.why(),
                        null,
                        all.usableIn(),
                        null));
    }

    /// A rest of nothing is not worth a line.
    boolean isAnything() {
        return !part.name().equals(PartKey.REST)
                || forecast.quantiles().values().stream()
                        .anyMatch(path -> path.stream().anyMatch(v -> v > 0));
    }
}
