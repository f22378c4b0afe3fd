package io.headroom.forecast.series;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.headroom.contracts.check.InvalidFields;
import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.forecast.measure.Given;
import io.headroom.forecast.measure.Origin;
import io.headroom.forecast.part.Dimension;
import io.headroom.forecast.part.PartHours.PartSample;
import io.headroom.forecast.part.PartKey;
import io.headroom.platform.rest.FieldError;

/// A CSV of history: `series,at,gpus` by line, and whose demand it was by `tenant`, `class` and `shape`, where there are such columns. Lines
/// of one series and minute that name other tenants, classes or shapes add up. What the demand was made of may be told as well (`arrivals`, `running`,
/// `queued`, `waiting`, `work`). Either all of it is right or nothing is taken.
///
/// @param rows lines that count
record SeriesCsv(
        List<ImportTable.Said> samples,
        List<ImportTable.Made> made,
        List<PartSample> parts,
        int rows,
        int series,
        List<FieldError> wrong) {

    private static final double MOST_GPUS = 10_000_000;
    private static final String HEADER = "series,at,gpus";

    /// One line.
    private record Line(
            String series,
            Instant at,
            double gpus,
            SortedMap<Dimension, String> names,
            SortedMap<Given, Double> measures) {

        private Origin origin() {
            return Origin.of(
                    series,
                    names.get(Dimension.TENANT),
                    names.get(Dimension.CLASS),
                    names.get(Dimension.SHAPE));
        }
    }

    /// What may follow the first three columns.
    private sealed interface Column {
        record Whose(Dimension dimension) implements Column {}

        record Made(Given measure) implements Column {}
    }

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
                .map(ImportTable.Said::series)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static SeriesCsv read(String csv, Instant now) {
        List<FieldError> wrong = new ArrayList<>();
        List<String> lines = csv.lines().toList();
        List<Column> columns = new ArrayList<>();
        try {
            columns.addAll(columns(lines.isEmpty() ? "" : lines.getFirst()));
        } catch (IllegalArgumentException e) {
            wrong.add(
                    new FieldError(
                            "line 1",
                            "must be the header "
                                    + HEADER
                                    + ", then any of tenant, class, shape, arrivals, running,"
                                    + " queued, waiting, work"));
            return new SeriesCsv(List.of(), List.of(), List.of(), 0, 0, wrong);
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
        Map<SeriesMinute, ImportMinute> series = new LinkedHashMap<>();
        Map<PartMinute, Double> parts = new LinkedHashMap<>();
        Set<String> named = new LinkedHashSet<>();
        for (Line line : lines) {
            named.add(line.series());
            series.computeIfAbsent(
                            new SeriesMinute(line.series(), line.at()),
                            at -> new ImportMinute(at.series(), at.at()))
                    .add(line.origin(), line.gpus(), line.measures());
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
        List<ImportTable.Said> samples = new ArrayList<>();
        List<ImportTable.Made> made = new ArrayList<>();
        for (ImportMinute minute : series.values()) {
            samples.add(minute.said());
            made.addAll(minute.made());
        }
        List<PartSample> ofParts = new ArrayList<>();
        parts.forEach((at, gpus) -> ofParts.add(new PartSample(at.part(), at.at(), gpus)));
        return new SeriesCsv(samples, made, ofParts, lines.size(), named.size(), wrong);
    }

    /// The columns after the first three.
    private static List<Column> columns(String header) {
        String plain = header.replace(" ", "");
        if (!plain.equals(HEADER) && !plain.startsWith(HEADER + ",")) {
            throw new IllegalArgumentException(header);
        }
        List<Column> columns = new ArrayList<>();
        for (String word : plain.substring(HEADER.length()).split(",", -1)) {
            if (!word.isEmpty()) {
                Optional<Given> measure = Given.of(word);
                Column column =
                        measure.isPresent()
                                ? new Column.Made(measure.get())
                                : new Column.Whose(Dimension.of(word));
                if (columns.contains(column)) {
                    throw new IllegalArgumentException(header);
                }
                columns.add(column);
            }
        }
        return columns;
    }

    private static Line line(String text, List<Column> columns, Instant now) {
        List<String> cells = List.of(text.split(",", -1));
        int wanted = 3 + columns.size();
        if (cells.size() != wanted) {
            throw new InvalidFields(
                    "line", "must have " + wanted + " columns, has " + cells.size());
        }
        SortedMap<Dimension, String> names = new TreeMap<>();
        SortedMap<Given, Double> measures = new TreeMap<>();
        for (int i = 0; i < columns.size(); i++) {
            String cell = cells.get(3 + i).strip();
            if (!cell.isEmpty()) {
                switch (columns.get(i)) {
                    case Column.Whose(Dimension whose) -> names.put(whose, whose.requireName(cell));
                    case Column.Made(Given measure) -> measures.put(measure, measure.parse(cell));
                }
            }
        }
        double gpus = gpus(cells.get(2).strip());
        Given.complete(measures, gpus);
        return new Line(
                SeriesKey.of(cells.get(0).strip()).toString(),
                at(cells.get(1).strip(), now),
                gpus,
                names,
                measures);
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
