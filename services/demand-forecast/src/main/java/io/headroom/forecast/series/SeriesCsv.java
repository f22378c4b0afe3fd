package io.headroom.forecast.series;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.headroom.contracts.check.InvalidFields;
import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.forecast.part.Dimension;
import io.headroom.forecast.part.PartHours.PartSample;
import io.headroom.forecast.part.PartKey;
import io.headroom.platform.rest.FieldError;

/// A CSV of history: `series,at,gpus` by line, and whose demand it was by `tenant`, `class` and `shape`, where there are such columns. Lines
/// of one series and minute that name other tenants, classes or shapes add up. Either all of it is right or nothing is taken.
///
/// @param rows lines that count
record SeriesCsv(
        List<SampleTable.Sample> samples,
        List<PartSample> parts,
        int rows,
        int series,
        List<FieldError> wrong) {

    private static final double MOST_GPUS = 10_000_000;
    private static final String HEADER = "series,at,gpus";

    /// One line.
    private record Line(
            String series, Instant at, double gpus, SortedMap<Dimension, String> names) {}

    private record SeriesMinute(String series, Instant at) {}

    private record PartMinute(PartKey part, Instant at) {}

    /// The lanes that its series are of.
    Set<String> lanes() {
        return samples.stream()
                .map(sample -> SeriesKey.of(sample.series()).lane())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Its series, by name.
    Set<String> names() {
        return samples.stream()
                .map(SampleTable.Sample::series)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static SeriesCsv read(String csv, Instant now) {
        List<FieldError> wrong = new ArrayList<>();
        List<String> lines = csv.lines().toList();
        List<Dimension> columns = new ArrayList<>();
        try {
            columns.addAll(columns(lines.isEmpty() ? "" : lines.getFirst()));
        } catch (IllegalArgumentException e) {
            wrong.add(
                    new FieldError(
                            "line 1",
                            "must be the header " + HEADER + ", then any of tenant, class, shape"));
            return new SeriesCsv(List.of(), List.of(), 0, 0, wrong);
        }
        // The last of lines that say whose demand they are alike wins, as a correction that follows
        // it would.
        Map<String, Line> read = new LinkedHashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                try {
                    Line line = line(lines.get(i), columns, now);
                    read.put(line.series() + line.at() + line.names(), line);
                } catch (IllegalArgumentException e) {
                    wrong.add(new FieldError("line " + (i + 1), String.valueOf(e.getMessage())));
                }
            }
        }
        return summed(List.copyOf(read.values()), wrong);
    }

    private static SeriesCsv summed(List<Line> lines, List<FieldError> wrong) {
        Map<SeriesMinute, Double> series = new LinkedHashMap<>();
        Map<PartMinute, Double> parts = new LinkedHashMap<>();
        Set<String> named = new LinkedHashSet<>();
        for (Line line : lines) {
            named.add(line.series());
            series.merge(new SeriesMinute(line.series(), line.at()), line.gpus(), Double::sum);
            line.names()
                    .forEach(
                            (dimension, name) ->
                                    parts.merge(
                                            new PartMinute(
                                                    new PartKey(line.series(), dimension, name),
                                                    line.at()),
                                            line.gpus(),
                                            Double::sum));
        }
        List<SampleTable.Sample> samples = new ArrayList<>();
        series.forEach(
                (at, gpus) -> samples.add(new SampleTable.Sample(at.series(), at.at(), gpus)));
        List<PartSample> ofParts = new ArrayList<>();
        parts.forEach((at, gpus) -> ofParts.add(new PartSample(at.part(), at.at(), gpus)));
        return new SeriesCsv(samples, ofParts, lines.size(), named.size(), wrong);
    }

    /// The columns after the first three.
    private static List<Dimension> columns(String header) {
        String plain = header.replace(" ", "");
        if (!plain.equals(HEADER) && !plain.startsWith(HEADER + ",")) {
            throw new IllegalArgumentException(header);
        }
        List<Dimension> columns = new ArrayList<>();
        for (String word : plain.substring(HEADER.length()).split(",", -1)) {
            if (!word.isEmpty()) {
                Dimension column = Dimension.of(word);
                if (columns.contains(column)) {
                    throw new IllegalArgumentException(header);
                }
                columns.add(column);
            }
        }
        return columns;
    }

    private static Line line(String text, List<Dimension> columns, Instant now) {
        List<String> cells = List.of(text.split(",", -1));
        int wanted = 3 + columns.size();
        if (cells.size() != wanted) {
            throw new InvalidFields(
                    "line", "must have " + wanted + " columns, has " + cells.size());
        }
        SortedMap<Dimension, String> names = new TreeMap<>();
        for (int i = 0; i < columns.size(); i++) {
            String name = cells.get(3 + i).strip();
            if (!name.isEmpty()) {
                names.put(columns.get(i), columns.get(i).requireName(name));
            }
        }
        return new Line(
                SeriesKey.of(cells.get(0).strip()).toString(),
                at(cells.get(1).strip(), now),
                gpus(cells.get(2).strip()),
                names);
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
