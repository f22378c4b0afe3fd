package io.headroom.forecast.composition;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.headroom.forecast.part.PartKey;

/// The parts of one dimension of a series in some minutes.
final class PartMinutes {

    /// GPUs by which sums of rounded numbers may differ, and by which share of them.
    private static final double EVEN = 0.001;

    private static final double EVEN_SHARE = 1e-6;

    private final SortedMap<String, Map<Instant, Minute>> kept = new TreeMap<>();
    private final SortedMap<String, SortedMap<Instant, Double>> remembered;
    private final Instant since;

    /// @param kept what each was made of, by name
    /// @param remembered GPUs that each wanted; @param since when that is remembered
    PartMinutes(
            SortedMap<String, List<Minute>> kept,
            SortedMap<String, SortedMap<Instant, Double>> remembered,
            Instant since) {
        kept.forEach(
                (name, minutes) -> {
                    Map<Instant, Minute> byTime = new HashMap<>();
                    minutes.forEach(minute -> byTime.put(minute.at(), minute));
                    this.kept.put(name, byTime);
                });
        this.remembered = remembered;
        this.since = since;
    }

    /// Those of which anything is known; the rest, which may be nothing, is the last.
    SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>(kept.keySet());
        names.addAll(remembered.keySet());
        names.add(PartKey.REST);
        return names;
    }

    /// A measure of a part in a minute of its series; absent where it is not known.
    @Nullable Double of(String name, Measure measure, Minute series) {
        return measure.ofPart(
                series,
                kept.getOrDefault(name, Collections.emptyMap()).get(series.at()),
                remembered(name, series));
    }

    /// What it wanted, where its series is not told apart but by that. An import that says less of a series than its parts had wanted leaves theirs unknown.
    private @Nullable Double remembered(String name, Minute series) {
        Double whole = series.gpus();
        if (whole == null || series.at().isBefore(since)) {
            return null;
        }
        double named = 0;
        for (SortedMap<Instant, Double> part : remembered.values()) {
            named += part.getOrDefault(series.at(), 0.0);
        }
        if (named > whole + EVEN + EVEN_SHARE * whole) {
            return null;
        }
        return name.equals(PartKey.REST)
                ? Double.valueOf(Math.max(0, whole - named))
                : remembered
                        .getOrDefault(name, Collections.emptySortedMap())
                        .getOrDefault(series.at(), 0.0);
    }
}
