package io.headroom.forecast.series;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.headroom.forecast.measure.Given;
import io.headroom.forecast.measure.Origin;

/// The lines of an import that are of one minute of one series, added up: of what some of them do not say nothing is known.
final class ImportMinute {

    private final String series;
    private final Instant at;
    private double gpus;
    private final Set<Given> said = EnumSet.allOf(Given.class);
    private final SortedMap<Origin, SortedMap<Given, Double>> origins = new TreeMap<>();

    ImportMinute(String series, Instant at) {
        this.series = series;
        this.at = at;
    }

    void add(Origin origin, double wanted, SortedMap<Given, Double> measures) {
        gpus += wanted;
        said.retainAll(measures.keySet());
        SortedMap<Given, Double> sums = origins.computeIfAbsent(origin, _ -> new TreeMap<>());
        measures.forEach((given, value) -> sums.merge(given, value, Double::sum));
    }

    ImportTable.Said said() {
        return new ImportTable.Said(series, at, gpus, !said.isEmpty());
    }

    /// What it was made of, by whose it was; nothing where that is not said.
    List<ImportTable.Made> made() {
        return said.isEmpty()
                ? List.of()
                : origins.entrySet().stream().map(e -> made(e.getKey(), e.getValue())).toList();
    }

    private ImportTable.Made made(Origin origin, SortedMap<Given, Double> sums) {
        return new ImportTable.Made(
                origin,
                at,
                stored(Given.ARRIVALS, sums),
                stored(Given.WORK, sums),
                stored(Given.RUNNING, sums),
                stored(Given.QUEUED, sums),
                stored(Given.WAITING, sums));
    }

    private @Nullable Long stored(Given given, SortedMap<Given, Double> sums) {
        return said.contains(given) ? given.stored(sums.getOrDefault(given, 0.0)) : null;
    }
}
