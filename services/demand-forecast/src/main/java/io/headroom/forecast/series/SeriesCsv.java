package io.headroom.forecast.series;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.headroom.contracts.check.InvalidFields;
import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.platform.rest.FieldError;

/// A CSV of history: `series,at,gpus` by line. Either all of it is right or nothing is taken.
record SeriesCsv(List<SampleTable.Sample> samples, int series, List<FieldError> wrong) {

    private static final double MOST_GPUS = 10_000_000;
    private static final String HEADER = "series,at,gpus";

    /// The lanes that its series are of.
    Set<String> lanes() {
        return samples.stream()
                .map(sample -> SeriesKey.of(sample.series()).lane())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static SeriesCsv read(String csv, Instant now) {
        List<FieldError> wrong = new ArrayList<>();
        // The last line of a minute wins, as a correction that follows it would.
        Map<String, SampleTable.Sample> byMinute = new LinkedHashMap<>();
        Set<String> series = new LinkedHashSet<>();
        List<String> lines = csv.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().replace(" ", "").equals(HEADER)) {
            wrong.add(new FieldError("line 1", "must be the header " + HEADER));
            return new SeriesCsv(List.of(), 0, wrong);
        }
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                try {
                    SampleTable.Sample sample = sample(lines.get(i), now);
                    byMinute.put(sample.series() + sample.at(), sample);
                    series.add(sample.series());
                } catch (IllegalArgumentException e) {
                    wrong.add(new FieldError("line " + (i + 1), String.valueOf(e.getMessage())));
                }
            }
        }
        return new SeriesCsv(List.copyOf(byMinute.values()), series.size(), wrong);
    }

    private static SampleTable.Sample sample(String line, Instant now) {
        List<String> cells = List.of(line.split(",", -1));
        if (cells.size() != 3) {
            throw new InvalidFields("line", "must have 3 columns, has " + cells.size());
        }
        String series = SeriesKey.of(cells.get(0).strip()).toString();
        return new SampleTable.Sample(
                series, at(cells.get(1).strip(), now), gpus(cells.get(2).strip()));
    }

    private static Instant at(String text, Instant now) {
        try {
            Instant at = Instant.parse(text);
            if (at.isAfter(now)) {
                throw new InvalidFields("at", "lies in the future: " + text);
            }
            return SampleTable.minute(at);
        } catch (DateTimeException _) {
            throw new InvalidFields(
                    "at", "must be an instant such as 2026-11-24T10:00:00Z, not " + text);
        }
    }

    private static double gpus(String text) {
        double gpus;
        try {
            gpus = Double.parseDouble(text);
        } catch (NumberFormatException _) {
            throw new InvalidFields("gpus", "must be a number, not " + text);
        }
        if (!(gpus >= 0 && gpus <= MOST_GPUS)) {
            throw new InvalidFields(
                    "gpus", "must be from 0 to " + (long) MOST_GPUS + ", not " + text);
        }
        return gpus;
    }
}
